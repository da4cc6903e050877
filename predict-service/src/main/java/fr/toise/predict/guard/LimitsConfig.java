package fr.toise.predict.guard;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.OptionalInt;

/** What a client may ask. */
@ConfigMapping(prefix = "toise.limits")
public interface LimitsConfig {

    /** Of a request's body; batches have a limit by the line in its stead. */
    @WithDefault("64K")
    MemorySize body();

    /** Of one address, to the API; no limit when not set. Behind a proxy, see {@code quarkus.http.proxy}. */
    OptionalInt requestsPerMinute();
}
