package fr.toise.train.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;

/** How long models are kept. */
@ConfigMapping(prefix = "toise.training.retention")
public interface RetentionConfig {

    /** The newest so many; and always the live one, the one before it, and those that the ledger scores. */
    @WithDefault("10")
    @Positive
    int keep();
}
