package fr.toise.predict.loop;

import fr.toise.service.config.AtLeastOne;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the loop is kept in memory, and how many may watch it at once. */
@ConfigMapping(prefix = "toise.loop")
public interface LoopConfig {

    /** How far back the topics are read at start. */
    @WithDefault("7d")
    Duration past();

    /** Moments that are kept, the newest. */
    @WithDefault("300")
    @WithConverter(AtLeastOne.class)
    int moments();

    /** Pages that may watch at the same time; each holds a connection. */
    @WithDefault("100")
    @WithConverter(AtLeastOne.class)
    int viewers();
}
