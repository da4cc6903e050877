package fr.toise.train.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.TrainingArguments.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {

    @Test
    void hasTheseDefaults() {
        var config = config(Map.of()).getConfigMapping(TrainingConfig.class);

        assertThat(config.model()).isEqualTo("paris-flats");
        assertThat(config.lookEvery()).isEqualTo("30s");
        assertThat(config.settings()).isEqualTo(new Settings(0.15, 2, 128, 3, 15, 256, 0.002, 0.01, 0.1, 1));
    }

    @Test
    void anUnknownKeyFailsAtStart() {
        assertThatThrownBy(() -> config(Map.of("toise.training.epoch", "30")))
                .hasMessageContaining("toise.training.epoch");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(TrainingConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
