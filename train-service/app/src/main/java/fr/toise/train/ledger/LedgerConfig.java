package fr.toise.train.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.PositiveOrZero;

/** What of the past is held against new sales. */
@ConfigMapping(prefix = "toise.training.ledger")
public interface LedgerConfig {

    /** How many of the versions that were live last are scored on new sales; 0 for none. Retention keeps them. */
    @WithDefault("5")
    @PositiveOrZero
    int champions();
}
