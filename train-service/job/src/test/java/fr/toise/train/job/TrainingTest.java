package fr.toise.train.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Evaluation;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.train.job.network.NetworkTrainer;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Question;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.Comparable;
import fr.toise.valuation.sales.Sale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
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
    private static final List<JobProgress> progress = Collections.synchronizedList(new ArrayList<>());

    static final TrainingSettings SETTINGS =
            new TrainingSettings(0.15, 2, 32, 2, 2, 8, 128, 0.004, 0.01, 0, 90, 900, List.of(), 1);

    static TrainingArguments arguments(String version) {
        return arguments(version, SETTINGS);
    }

    private static TrainingArguments arguments(String version, TrainingSettings settings) {
        return new TrainingArguments(
                "town-flats",
                version,
                "town",
                "d1",
                true,
                "s3://clean/town/d1/",
                "s3://model/town-flats/" + version + "/",
                "s3://model/town-flats/checkpoints/" + version + "/",
                List.of("town/d1"),
                null,
                null,
                null,
                settings);
    }

    @BeforeAll
    static void train() throws Exception {
        bundle = Files.createDirectory(folder.resolve("bundle"));
        report = Training.run(arguments("v1"), SALES, null, bundle, Checkpoints.NONE, progress::add);
    }

    @Test
    void theModelBeatsTheArrondissementMedianOnTheSameSales() {
        var floor = report.baselines().get(0);

        assertThat(floor.estimator()).isEqualTo("arrondissement-median");
        assertThat(floor.rows()).isEqualTo(report.measures().rows()).isEqualTo(report.rowsHeldOut());
        assertThat(report.measures().mdape()).isLessThan(0.8 * floor.mdape());
        assertThat(report.measures().medianRatio()).isCloseTo(1, within(0.03));
        assertThat(report.measures().coverage()).isBetween(0.75, 0.85);
        assertThat(report.measures().relativeWidth()).isBetween(0.1, 0.6);
    }

    @Test
    void everyBaselineIsMeasuredAndComparedWith() {
        assertThat(report.baselines())
                .extracting(Measures::estimator)
                .containsExactly(
                        "arrondissement-median", "comparables-median", "gradient-boosting", "tutorial-network");
        assertThat(report.comparisons())
                .extracting(Comparison::rival)
                .containsExactlyElementsOf(
                        report.baselines().stream().map(Measures::estimator).toList());
        assertThat(report.comparisons().get(0).high()).isNegative();
        assertThat(report.comparisons().get(0).probabilityBetter()).isGreaterThan(0.99);
        assertThat(report.goldenRows()).isEqualTo(50);
    }

    @Test
    void everyEstimatorIsMeasuredInEverySegment() {
        assertThat(report.segments())
                .filteredOn(segment -> segment.dimension() == Dimension.COMMUNE)
                .extracting(Segment::name)
                .containsExactly("75101", "75102", "75103", "75104");
        for (var dimension : Dimension.values()) {
            assertThat(report.segments())
                    .filteredOn(segment -> segment.dimension() == dimension)
                    .extracting(segment -> segment.measures().get(0).rows())
                    .satisfies(rows -> assertThat(
                                    rows.stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(report.rowsHeldOut()));
        }
        assertThat(report.segments()).allSatisfy(segment -> assertThat(segment.measures())
                .hasSize(1 + report.baselines().size()));
    }

    @Test
    void everySaleHeldOutIsNewerThanEverySaleLearnedFrom() {
        long older = SALES.stream()
                .filter(sale -> sale.saleDate().isBefore(report.holdOutFrom()))
                .count();

        assertThat(report.rowsTrained()).isLessThanOrEqualTo((int) older);
        assertThat(report.rowsHeldOut()).isEqualTo((int) (SALES.size() - older));
        assertThat(report.rowsServed()).isEqualTo(report.rowsTrained() + report.rowsHeldOut());
        assertThat(report.holdOutThrough())
                .isEqualTo(SALES.get(SALES.size() - 1).saleDate());
    }

    @Test
    void aLoadedBundleSaysOfTheHoldOutWhatWasMeasured() throws Exception {
        var valuer = Valuer.open(bundle);
        // Given
        var heldOut = SALES.stream()
                .filter(sale -> !sale.saleDate().isBefore(report.holdOutFrom()))
                .toList();

        // When
        var unseen = Estimates.of("model", valuer.unseen(heldOut));

        // Then
        var loaded = Evaluation.measure(heldOut, unseen, 1);
        assertThat(loaded.mdape()).isCloseTo(report.measures().mdape(), within(1e-5));
        assertThat(loaded.r2()).isCloseTo(report.measures().r2(), within(1e-5));
    }

    @Test
    void aSaleIsServedTheEstimateThatTrainingCameToAndTheComparablesThatItLookedAtMost() throws Exception {
        var valuer = Valuer.open(bundle);
        // Given the networks that are served, trained once more on the same sales
        var rows = SalesRows.of(SALES, SETTINGS);
        var trained = new NetworkTrainer(SETTINGS, NetworkTrainer.shape(SETTINGS), Checkpoints.NONE, "again")
                .train(rows.all(), null, epoch -> {});
        var answers = trained.networks()
                .predict(rows.asked().stream().map(rows.encoding()::encode).toList());
        var heldOut = rows.heldOutSales();

        for (int i = 0; i < heldOut.size(); i++) {
            var sale = heldOut.get(i);

            // When
            var served = valuer.value(sale.flat(), sale.saleDate());

            // Then
            double level = rows.history().marketLevel(sale.department(), sale.saleDate());
            assertThat(Math.log(served.pricePerSquareMetre()))
                    .isCloseTo(
                            level + answers.get(i).estimate() * rows.encoding().targetScale(), within(1e-5));
            var attention = answers.get(i).attention();
            var alike = rows.asked().get(i).comparableSales();
            var shown =
                    served.comparables().get().stream().map(Comparable::sale).toList();
            assertThat(IntStream.range(0, alike.length)
                            .filter(at -> shown.contains(rows.history().sales().get(alike[at])))
                            .mapToDouble(at -> attention[at])
                            .sum())
                    .isCloseTo(
                            IntStream.range(0, alike.length)
                                    .mapToDouble(at -> -attention[at])
                                    .sorted()
                                    .limit(12)
                                    .map(most -> -most)
                                    .sum(),
                            within(1e-3));
        }
    }

    @Test
    void manyAtOnceAreAnsweredAsOneByOne() throws Exception {
        var valuer = Valuer.open(bundle);
        // Given
        var questions = SALES.subList(3_000, 3_200).stream()
                .map(sale -> new Question(sale.flat(), sale.saleDate()))
                .toList();

        // When
        var together = valuer.values(questions);

        // Then
        for (int i = 0; i < questions.size(); i++) {
            var alone = valuer.value(questions.get(i).flat(), questions.get(i).on());
            assertThat(together.get(i).value()).isCloseTo(alone.value(), withinPercentage(0.001));
            assertThat(together.get(i).low()).isCloseTo(alone.low(), withinPercentage(0.001));
        }
    }

    @Test
    void comparablesAreEarlierSalesTheNearestFirst() throws Exception {
        var valuer = Valuer.open(bundle);
        // Given
        var sale = SALES.get(3_800);

        // When
        var comparables =
                valuer.value(sale.flat(), sale.saleDate()).comparables().get();

        // Then
        assertThat(comparables).hasSize(12).isSortedAccordingTo(Comparator.comparingDouble(Comparable::distance));
        assertThat(comparables)
                .allSatisfy(
                        comparable -> assertThat(comparable.sale().saleDate()).isBefore(sale.saleDate()));
    }

    @Test
    void theBundleHoldsWhatOtherToolsAndPeopleRead() throws Exception {
        assertThat(bundle.resolve("served-0000.params")).isNotEmptyFile();
        assertThat(bundle.resolve("loss.svg")).content().contains("<polyline", "held out", ">1</text>", ">2</text>");
        assertThat(bundle.resolve("predicted-against-paid.svg"))
                .content()
                .contains("<circle", "predicted is paid", "k€</text>");
        assertThat(bundle.resolve("model-card.md"))
                .content()
                .contains("learned from made-up sales", "| gradient-boosting |", "| commune | 75101 |")
                .contains("size in m² and price in €", "Coverage is the share", "The hit rate is")
                .doesNotContain("null", "NaN");
        var header =
                new String(Files.readAllBytes(bundle.resolve("served.safetensors")), 8, 400, StandardCharsets.UTF_8);
        assertThat(header).contains("attention0.weight", "F32");
    }

    @Test
    void aChampionIsMeasuredAsItWouldBeServed() throws Exception {
        // Given
        var next = Files.createDirectory(folder.resolve("next"));

        var champion = Valuer.open(bundle);
        // When
        var challenge = Training.run(arguments("v2"), SALES, champion, next, Checkpoints.NONE, said -> {});

        // Then
        assertThat(challenge.champion().mdape()).isCloseTo(report.measures().mdape(), within(1e-5));
        assertThat(challenge.champion().coverage()).isBetween(0.75, 0.85);
    }

    @Test
    void aChampionThatHasLearnedFromMostOfTheHoldOutIsComparedWithOnTheRest() throws Exception {
        // Given
        var larger = new TrainingSettings(0.32, 2, 32, 2, 2, 8, 128, 0.004, 0.01, 0, 90, 900, List.of(), 1);
        var champion = Valuer.open(bundle);
        // When
        var challenge = Training.run(
                arguments("v4", larger),
                SALES,
                champion,
                Files.createDirectory(folder.resolve("larger")),
                Checkpoints.NONE,
                said -> {});

        // Then
        int answered = report.rowsHeldOut();
        assertThat(challenge.measures().rows())
                .isEqualTo(challenge.rowsHeldOut())
                .isGreaterThan(2 * answered);
        assertThat(challenge.baselines())
                .extracting(Measures::rows)
                .containsOnly(challenge.measures().rows());
        assertThat(challenge.champion().rows()).isEqualTo(answered);
        assertThat(challenge.comparisons().get(0))
                .returns("champion", Comparison::rival)
                .returns(answered, Comparison::rows);
        assertThat(challenge.championSegments())
                .filteredOn(segment -> segment.dimension() == Dimension.COMMUNE)
                .allSatisfy(segment -> assertThat(segment.measures())
                        .extracting(Measures::estimator)
                        .containsExactly("model", "champion"))
                .extracting(segment -> segment.measures().get(0).rows())
                .satisfies(rows -> assertThat(
                                rows.stream().mapToInt(Integer::intValue).sum())
                        .isEqualTo(answered));
        assertThat(challenge.segments())
                .allSatisfy(segment ->
                        assertThat(segment.measures().get(1).estimator()).isEqualTo("champion"));
    }

    @Test
    void theRangeHoldsTheValueAndThePercentileOfAPriceGrowsWithIt() throws Exception {
        var valuer = Valuer.open(bundle);
        for (var sale : SALES.subList(3_500, 3_600)) {
            // When
            var valuation = valuer.value(sale.flat(), sale.saleDate());

            // Then
            assertThat(valuation.value()).isBetween(valuation.low(), valuation.high());
            assertThat(valuation.percentile(valuation.value() * 0.9))
                    .isLessThanOrEqualTo(valuation.percentile(valuation.value() * 1.1));
        }
    }

    @Test
    void aBundleThatAnswersOtherwiseThanItsTrainerSawIsUnfit() throws Exception {
        // Given
        var tampered = copy("tampered");
        Files.copy(
                tampered.resolve("measured.safetensors"),
                tampered.resolve("served.safetensors"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertThatThrownBy(() -> Valuer.open(tampered))
                .isInstanceOf(UnfitBundleException.class)
                .hasMessageContaining("where its trainer got");
    }

    @Test
    void aBundleOfAnotherVersionIsUnfitAndSaysWhatItLacks() throws Exception {
        // Given
        var older = copy("older");
        Files.move(older.resolve("sales.csv.gz"), older.resolve("sales.parquet"));

        // Then
        assertThatThrownBy(() -> Valuer.open(older))
                .isInstanceOf(UnfitBundleException.class)
                .hasMessage("It has no sales.csv.gz: it is not whole, or was made by another version of this program");
    }

    @Test
    void aTruncatedBundleIsUnfit() throws Exception {
        // Given
        var truncated = copy("truncated");
        var sales = truncated.resolve("sales.csv.gz");
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
        assertThatThrownBy(() -> Training.run(
                        arguments("v3"), SALES.subList(0, 400), null, folder, Checkpoints.NONE, said -> {}))
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
