package fr.toise.predict.batch;

import fr.toise.service.config.AtLeastOne;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much one may ask at once. */
@ConfigMapping(prefix = "toise.batch")
public interface BatchConfig {

    /** A longer line is answered with an error in its place. */
    @WithDefault("16K")
    MemorySize longestLine();

    /** More batches than these at the same time are turned away. */
    @WithDefault("4")
    @WithConverter(AtLeastOne.class)
    int atOnce();

    /** Who keeps one waiting for longer, all pauses within 64 KiB together, is left. */
    @WithDefault("15m")
    Duration patience();
}
