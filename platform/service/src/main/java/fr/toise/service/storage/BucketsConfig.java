package fr.toise.service.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Names of the buckets. */
@ConfigMapping(prefix = "toise.buckets")
public interface BucketsConfig {

    @WithDefault("toise-raw")
    String raw();

    @WithDefault("toise-clean")
    String clean();

    @WithDefault("toise-model")
    String model();
}
