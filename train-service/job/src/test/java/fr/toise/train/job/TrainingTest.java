package fr.toise.train.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingArguments.Settings;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.sales.Sale;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {

    private static final List<Sale> SALES =
            MadeUpTown.sales(4_000, LocalDate.of(2021, 1, 1), LocalDate.of(2022, 12, 31), 11);

    @TempDir
    static Path folder;

    private static Path bundle;
    private static TrainingReport report;
    private static final List<JobProgress> progress = new ArrayList<>();

    static TrainingArguments arguments(String version) {
        var settings = new Settings(0.15, 2, 32, 2, 8, 128, 0.004, 0.01, 0.05, 1);
        return new TrainingArguments(
                "town-flats",
                version,
                "town",
                "d1",
                true,
                "s3://clean/town/d1/",
                "s3://model/town-flats/" + version + "/",
                List.of("town/d1"),
                null,
                null,
                settings);
    }

    @BeforeAll
    static void train() throws Exception {
        bundle = Files.createDirectory(folder.resolve("bundle"));
        report = Training.run(arguments("v1"), SALES, null, bundle, progress::add);
    }

    @Test
    void theModelBeatsTheArrondissementMedianOnTheSameSales() {
        var floor = report.baselines().get(0);

        assertThat(floor.estimator()).isEqualTo("arrondissement-median");
        assertThat(floor.rows()).isEqualTo(report.measures().rows()).isEqualTo(report.rowsHeldOut());
        assertThat(report.measures().mdape()).isLessThan(0.8 * floor.mdape());
        assertThat(report.measures().medianRatio()).isCloseTo(1, within(0.03));
        assertThat(report.coverage()).isBetween(0.7, 0.9);
    }

    @Test
    void everySaleHeldOutIsNewerThanEverySaleLearnedFrom() {
        long older = SALES.stream()
                .filter(sale -> sale.saleDate().isBefore(report.holdOutFrom()))
                .count();

        assertThat(report.rowsTrained()).isLessThanOrEqualTo((int) older);
        assertThat(report.rowsHeldOut()).isEqualTo((int) (SALES.size() - older));
        assertThat(report.holdOutThrough())
                .isEqualTo(SALES.get(SALES.size() - 1).saleDate());
    }

    @Test
    void whatIsServedIsWhatWasMeasured() throws Exception {
        try (var valuer = Valuer.open(bundle)) {
            // Given
            var heldOut = SALES.stream()
                    .filter(sale -> !sale.saleDate().isBefore(report.holdOutFrom()))
                    .toList();

            // When
            var estimates = heldOut.stream()
                    .mapToDouble(
                            sale -> valuer.value(sale.flat(), sale.saleDate()).value())
                    .toArray();

            // Then
            var served = Evaluation.measure("model", heldOut, estimates);
            assertThat(served.mdape()).isCloseTo(report.measures().mdape(), within(1e-5));
            assertThat(served.r2()).isCloseTo(report.measures().r2(), within(1e-5));
        }
    }

    @Test
    void aChampionIsMeasuredAsItWouldBeServed() throws Exception {
        // Given
        var next = Files.createDirectory(folder.resolve("next"));

        try (var champion = Valuer.open(bundle)) {
            // When
            var challenge = Training.run(arguments("v2"), SALES, champion, next, said -> {});

            // Then
            assertThat(challenge.champion().mdape()).isCloseTo(report.measures().mdape(), within(1e-5));
        }
    }

    @Test
    void theRangeHoldsTheValueAndThePercentileOfAPriceGrowsWithIt() throws Exception {
        try (var valuer = Valuer.open(bundle)) {
            for (var sale : SALES.subList(3_500, 3_600)) {
                // When
                var valuation = valuer.value(sale.flat(), sale.saleDate());

                // Then
                assertThat(valuation.value()).isBetween(valuation.quantile(0.1), valuation.quantile(0.9));
                assertThat(valuation.percentile(valuation.value() * 0.9))
                        .isLessThanOrEqualTo(valuation.percentile(valuation.value() * 1.1));
            }
        }
    }

    @Test
    void aBundleThatAnswersOtherwiseThanItsTrainerSawIsUnfit() throws Exception {
        // Given
        var tampered = copy("tampered");
        Files.copy(
                tampered.resolve("network-1-0000.params"),
                tampered.resolve("network-0-0000.params"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThatThrownBy(() -> Valuer.open(tampered))
                .isInstanceOf(UnfitBundleException.class)
                .hasMessageContaining("where its trainer got");
    }

    @Test
    void aTruncatedBundleIsUnfit() throws Exception {
        // Given
        var truncated = copy("truncated");
        var sales = truncated.resolve("sales.parquet");
        Files.write(sales, java.util.Arrays.copyOf(Files.readAllBytes(sales), 1_000));

        // Then
        assertThatThrownBy(() -> Valuer.open(truncated)).isInstanceOf(UnfitBundleException.class);
    }

    @Test
    void saysHowFarItIs() {
        assertThat(progress)
                .filteredOn(said -> "epochs".equals(said.unit()))
                .extracting(JobProgress::done)
                .contains(1L, 16L);
    }

    @Test
    void refusesTooFewSalesWithTheirNumber() {
        assertThatThrownBy(() -> Training.run(arguments("v3"), SALES.subList(0, 400), null, folder, said -> {}))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("400 sales");
    }

    private static Path copy(String name) throws Exception {
        var copy = Files.createDirectory(folder.resolve(name));
        try (var files = Files.list(bundle)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }
}
