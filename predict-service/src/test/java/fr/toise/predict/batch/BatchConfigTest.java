package fr.toise.predict.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
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
                .withConverter(Duration.class, 200, new DurationConverter())
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
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void readsEveryKey() {
        // When
        var config = read(
                Map.of("toise.batch.longest-line", "1K", "toise.batch.at-once", "9", "toise.batch.patience", "5m"));

        // Then
        assertThat(config.longestLine().asLongValue()).isEqualTo(1_024);
        assertThat(config.atOnce()).isEqualTo(9);
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "some"})
    void refusesANumberThatLetsNobodyIn(String atOnce) {
        assertThatThrownBy(() -> read(Map.of("toise.batch.at-once", atOnce)))
                .hasStackTraceContaining("toise.batch.at-once")
                .hasStackTraceContaining("'" + atOnce + "' is not a whole number from 1 on");
    }
}
