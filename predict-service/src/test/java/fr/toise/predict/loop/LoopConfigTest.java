package fr.toise.predict.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopConfigTest {

    static LoopConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(LoopConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test"))
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(LoopConfig.class);
    }

    @Test
    void hasDefaults() {
        // When
        var config = read(Map.of());

        // Then
        assertThat(config.past()).isEqualTo(Duration.ofDays(7));
        assertThat(config.moments()).isEqualTo(300);
        assertThat(config.viewers()).isEqualTo(100);
    }

    @Test
    void readsEveryKey() {
        // When
        var config = read(Map.of("toise.loop.past", "1h", "toise.loop.moments", "10", "toise.loop.viewers", "2"));

        // Then
        assertThat(config.past()).isEqualTo(Duration.ofHours(1));
        assertThat(config.moments()).isEqualTo(10);
        assertThat(config.viewers()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moments", "viewers"})
    void refusesToKeepNothing(String key) {
        assertThatThrownBy(() -> read(Map.of("toise.loop." + key, "0")))
                .hasStackTraceContaining("toise.loop." + key)
                .hasStackTraceContaining("'0' is not a whole number from 1 on");
    }
}
