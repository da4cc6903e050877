package fr.toise.train.training;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.train.dataset.Dataset;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final TrainingSettings SETTINGS = settings(0.1, 1);
    private static final SearchPlan SEARCH =
            new SearchPlan("s1", "geo-dvf", "d1", List.of("seed 1"), List.of(), 0.34, List.of(), null, null);

    @Test
    void theSameSalesAndSettingsMakeTheSameVersion() {
        assertThat(Training.configured(dataset("d1"), SETTINGS).version())
                .isEqualTo(Training.configured(dataset("d1"), settings(0.1, 1)).version());
    }

    @Test
    void otherSalesOrSettingsMakeAnotherVersion() {
        assertThat(List.of(
                        Training.configured(dataset("d1"), SETTINGS).version(),
                        Training.configured(dataset("d2"), SETTINGS).version(),
                        Training.configured(dataset("d1"), settings(0.2, 1)).version(),
                        Training.configured(dataset("d1"), settings(0.1, 2)).version(),
                        new Training(dataset("d1"), SETTINGS, SEARCH).version()))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherMethodMakesAnotherVersion() {
        // When
        var training = Training.configured(dataset("d1"), SETTINGS);

        // Then
        assertThat(training.inputs()).contains("method " + TrainingArguments.method());
        assertThat(training.version()).isEqualTo(ObjectLayout.nameFor(training.inputs()));
    }

    private static Dataset dataset(String version) {
        var report = new CleaningReport(
                "geo-dvf",
                version,
                "s",
                false,
                new SalesScope(List.of("75"), List.of(PropertyType.FLAT)),
                new Funnel(10, 8, 8, List.of()),
                List.of(),
                null,
                null,
                null,
                10_000,
                0);
        return new Dataset(report, "geo-dvf/" + version + "/", Instant.EPOCH, Instant.EPOCH);
    }

    private static TrainingSettings settings(double dropout, long seed) {
        return new TrainingSettings(0.15, 2, 128, 4, 5, 12, 256, 0.002, 0.01, dropout, 90, 900, List.of(), seed);
    }
}
