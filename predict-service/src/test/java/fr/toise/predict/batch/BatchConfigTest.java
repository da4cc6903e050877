package fr.toise.predict.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchConfigTest {

    private static BatchConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(BatchConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test"))
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .build()
                .getConfigMapping(BatchConfig.class);
    }

    @Test
    void hasDefaults() {
        // When
        var config = read(Map.of());

        // Then
        assertThat(config.longestLine().asLongValue()).isEqualTo(16_384);
        assertThat(config.atOnce()).isEqualTo(4);
    }

    @Test
    void readsEveryKey() {
        // When
        var config = read(Map.of("toise.batch.longest-line", "1K", "toise.batch.at-once", "9"));

        // Then
        assertThat(config.longestLine().asLongValue()).isEqualTo(1_024);
        assertThat(config.atOnce()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "some"})
    void refusesANumberThatLetsNobodyIn(String atOnce) {
        assertThatThrownBy(() -> read(Map.of("toise.batch.at-once", atOnce)))
                .hasStackTraceContaining("toise.batch.at-once")
                .hasStackTraceContaining("'" + atOnce + "' is not a whole number from 1 on");
    }
}
