package fr.toise.predict.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServingConfigTest {

    private static ServingConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(ServingConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test"))
                .withConverter(Duration.class, 200, new DurationConverter())
                .build()
                .getConfigMapping(ServingConfig.class);
    }

    @Test
    void hasDefaults() {
        // When
        var config = read(Map.of());

        // Then
        assertThat(config.model()).isEqualTo("paris-flats");
        assertThat(config.lookEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.folder()).isEmpty();
    }

    @Test
    void readsEveryKey() {
        // When
        var config = read(Map.of(
                "toise.serving.model", "lyon-flats",
                "toise.serving.look-every", "5m",
                "toise.serving.folder", "/var/lib/toise"));

        // Then
        assertThat(config.model()).isEqualTo("lyon-flats");
        assertThat(config.lookEvery()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.folder()).contains(Path.of("/var/lib/toise"));
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        // When
        var reading = assertThatThrownBy(() -> read(Map.of("toise.serving.modell", "paris-flats")));

        // Then
        reading.isInstanceOf(ConfigValidationException.class).hasMessageContaining("toise.serving.modell");
    }
}
