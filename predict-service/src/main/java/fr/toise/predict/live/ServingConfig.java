package fr.toise.predict.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which model is served, and how its promotion is noticed. */
@ConfigMapping(prefix = "toise.serving")
public interface ServingConfig {

    /** Name of the model whose champion is served. */
    @WithDefault("paris-flats")
    String model();

    /** How often {@code champion.json} is looked at, for the event that got lost. */
    @WithDefault("30s")
    Duration lookEvery();

    /** Where a bundle lies while it is live; the system's folder for temporary files when not set. */
    Optional<Path> folder();
}
