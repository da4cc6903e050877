package fr.toise.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {

    private static LimitsConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(LimitsConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test"))
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .build()
                .getConfigMapping(LimitsConfig.class);
    }

    @Test
    void hasDefaults() {
        // When
        var config = read(Map.of());

        // Then
        assertThat(config.body().asLongValue()).isEqualTo(65_536);
        assertThat(config.requestsPerMinute()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        // When
        var config = read(Map.of("toise.limits.body", "1M", "toise.limits.requests-per-minute", "120"));

        // Then
        assertThat(config.body().asLongValue()).isEqualTo(1_048_576);
        assertThat(config.requestsPerMinute()).hasValue(120);
    }
}
