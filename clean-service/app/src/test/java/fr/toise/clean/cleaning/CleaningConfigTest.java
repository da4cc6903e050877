package fr.toise.clean.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.clean.cleaning.CleaningConfig.Settings;
import fr.toise.clean.gate.GateConfig;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.HashMap;
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
                        new SalesScope(List.of("75"), List.of(PropertyType.FLAT)),
                        new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5)));
        assertThat(config.spark()).isEqualTo(Executors.NONE);
        assertThat(config.executorCores()).isEqualTo(2);
        assertThat(config.executorMemory()).isEqualTo("2g");
    }

    @Test
    void theGateHasTheseDefaults() {
        var gate = gate(Map.of());

        assertThat(gate.minimumSales()).isEqualTo(200);
        assertThat(gate.maximumIdsOverCommunes()).isEqualTo(0.05);
        assertThat(gate.minimumTotalVolumeRatio()).isEqualTo(0.5);
        assertThat(gate.minimumVolumeRatio()).isEqualTo(0.7);
        assertThat(gate.minimumLastYearVolumeRatio()).isEqualTo(0.98);
        assertThat(gate.maximumRuleIncrease()).isEqualTo(0.1);
        assertThat(gate.minimumMedianRatio()).isEqualTo(0.7);
        assertThat(gate.maximumMedianRatio()).isEqualTo(1.4);
        assertThat(gate.maximumPopulationShift()).isEqualTo(1);
    }

    @Test
    void housesAreAskedForByName() {
        assertThat(config(Map.of("toise.clean.types", "flat,house"))
                        .settings()
                        .scope()
                        .types())
                .containsExactly(PropertyType.FLAT, PropertyType.HOUSE);
    }

    @Test
    void everyKeyIsReadFromItsName() {
        // Given
        var values = Map.of(
                "toise.clean.thresholds.minimum-price", "1",
                "toise.clean.thresholds.maximum-price", "2",
                "toise.clean.thresholds.minimum-area", "3",
                "toise.clean.thresholds.maximum-area", "4",
                "toise.clean.thresholds.maximum-land-area", "5",
                "toise.clean.thresholds.outlier-factor", "6",
                "toise.clean.thresholds.outlier-deviations", "7");

        // When
        var thresholds = config(values).settings().thresholds();

        // Then
        assertThat(thresholds).isEqualTo(new Thresholds(1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void everyKeyOfTheGateIsReadFromItsName() {
        // Given
        var values = new HashMap<String, String>();
        var keys = List.of(
                "minimum-sales",
                "maximum-ids-over-communes",
                "maximum-unreadable-lines",
                "minimum-total-volume-ratio",
                "minimum-volume-ratio",
                "minimum-last-year-volume-ratio",
                "maximum-rule-increase",
                "minimum-median-ratio",
                "maximum-median-ratio",
                "maximum-population-shift");
        for (int key = 0; key < keys.size(); key++) {
            values.put("toise.clean.gate." + keys.get(key), String.valueOf(key + 1));
        }

        // When
        var gate = gate(values);

        // Then
        assertThat(List.of(
                        (double) gate.minimumSales(),
                        gate.maximumIdsOverCommunes(),
                        gate.maximumUnreadableLines(),
                        gate.minimumTotalVolumeRatio(),
                        gate.minimumVolumeRatio(),
                        gate.minimumLastYearVolumeRatio(),
                        gate.maximumRuleIncrease(),
                        gate.minimumMedianRatio(),
                        gate.maximumMedianRatio(),
                        gate.maximumPopulationShift()))
                .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0);
    }

    @Test
    void executorsAreAskedOfAMaster() {
        // Given
        var values = Map.of(
                "toise.clean.executors", "2",
                "toise.clean.executor-cores", "4",
                "toise.clean.executor-memory", "512m",
                "toise.clean.master", "spark://10.0.0.1:7077");

        // When
        var executors = config(values).spark();

        // Then
        assertThat(executors).isEqualTo(new Executors("spark://10.0.0.1:7077", 2, 4, "512m"));
    }

    @Test
    void executorsWithoutAMasterAreRefused() {
        assertThatThrownBy(() -> config(Map.of("toise.clean.executors", "2")).spark())
                .hasMessageContaining("toise.clean.executors is 2")
                .hasMessageContaining("toise.clean.master is not set")
                .hasMessageContaining("spark://host:7077");
    }

    @Test
    void aMasterWithoutExecutorsIsRefused() {
        assertThatThrownBy(() ->
                        config(Map.of("toise.clean.master", "spark://h:7077")).spark())
                .hasMessageContaining("toise.clean.executors is 0")
                .hasMessageContaining("'spark://h:7077'");
    }

    @Test
    void noDepartmentIsTheWholeCountry() {
        assertThat(config(Map.of("toise.clean.departments", ""))
                        .settings()
                        .scope()
                        .departments())
                .isEmpty();
    }

    @Test
    void anUnknownKeyFailsAtStart() {
        assertThatThrownBy(() -> config(Map.of("toise.clean.department", "75")))
                .hasMessageContaining("toise.clean.department");
    }

    @Test
    void theSameSettingsMakeTheSameVersionInWhateverOrderTheyAreWritten() {
        assertThat(version(Map.of("toise.clean.departments", "92,75")))
                .isEqualTo(version(Map.of("toise.clean.departments", "75,92")));
    }

    @Test
    void anotherSettingMakesAnotherVersion() {
        assertThat(List.of(
                        version(Map.of()),
                        version(Map.of("toise.clean.departments", "92")),
                        version(Map.of("toise.clean.thresholds.minimum-area", "8")),
                        version(Map.of("toise.clean.thresholds.outlier-factor", "2")),
                        version(Map.of("toise.clean.types", "house"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherSnapshotAndOtherRulesMakeAnotherVersion() {
        // When
        var work = Work.of(SNAPSHOT, config(Map.of()).settings());

        // Then
        assertThat(work.inputs()).contains("snapshot geo-dvf/s1", "rules " + CleaningArguments.rulesVersion());
        assertThat(work.version()).isEqualTo(ObjectLayout.nameFor(work.inputs()));
    }

    @Test
    void howFastItIsMadeAndWhoMayUseItMakeNoOtherVersion() {
        assertThat(List.of(
                        version(Map.of("toise.clean.executors", "2", "toise.clean.master", "spark://h:7077")),
                        version(Map.of("toise.clean.gate.minimum-sales", "10"))))
                .containsOnly(version(Map.of()));
    }

    private static String version(Map<String, String> values) {
        return Work.of(SNAPSHOT, config(values).settings()).version();
    }

    private static CleaningConfig config(Map<String, String> values) {
        return both(values).getConfigMapping(CleaningConfig.class);
    }

    private static GateConfig gate(Map<String, String> values) {
        return both(values).getConfigMapping(GateConfig.class);
    }

    private static SmallRyeConfig both(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(CleaningConfig.class)
                .withMapping(GateConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
