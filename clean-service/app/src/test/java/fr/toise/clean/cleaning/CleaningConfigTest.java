package fr.toise.clean.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.clean.cleaning.CleaningConfig.Settings;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.job.CleaningArguments.Gate;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CleaningConfigTest {

    private static final DatasetLanded SNAPSHOT = new DatasetLanded("geo-dvf", "s1", false, List.of(), Instant.EPOCH);

    @Test
    void hasTheseDefaults() {
        var config = config(Map.of());

        assertThat(config.lookEvery()).isEqualTo("30s");
        assertThat(config.settings())
                .isEqualTo(new Settings(
                        List.of("75"), new Thresholds(50_000, 4_000_000, 9, 500, 2_000, 40_000), new Gate(200, 0.05)));
    }

    @Test
    void noDepartmentIsTheWholeCountry() {
        assertThat(config(Map.of("toise.cleaning.departments", "")).settings().departments())
                .isEmpty();
    }

    @Test
    void anUnknownKeyFailsAtStart() {
        assertThatThrownBy(() -> config(Map.of("toise.cleaning.department", "75")))
                .hasMessageContaining("toise.cleaning.department");
    }

    @Test
    void theSameSettingsMakeTheSameVersionInWhateverOrderTheyAreWritten() {
        assertThat(version(Map.of("toise.cleaning.departments", "92,75")))
                .isEqualTo(version(Map.of("toise.cleaning.departments", "75,92")));
    }

    @Test
    void anotherSettingMakesAnotherVersion() {
        assertThat(List.of(
                        version(Map.of()),
                        version(Map.of("toise.cleaning.departments", "92")),
                        version(Map.of("toise.cleaning.thresholds.minimum-area", "8")),
                        version(Map.of("toise.cleaning.gate.minimum-sales", "10"))))
                .doesNotHaveDuplicates();
    }

    private static String version(Map<String, String> values) {
        return Work.of(SNAPSHOT, config(values).settings()).version();
    }

    private static CleaningConfig config(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(CleaningConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        return config.getConfigMapping(CleaningConfig.class);
    }
}
