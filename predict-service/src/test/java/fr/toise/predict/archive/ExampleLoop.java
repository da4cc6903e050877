package fr.toise.predict.archive;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Drift;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.gate.Check;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CleaningReport.FileLines;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.Correlation;
import fr.toise.contracts.job.DatasetProfile.Histogram;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import fr.toise.contracts.job.DatasetProfile.Numbers;
import fr.toise.contracts.job.DatasetProfile.SalesMap;
import fr.toise.contracts.job.DatasetProfile.SalesMap.Cell;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.EpochLoss;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.ModelPictures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.model.TrainingReason.Trigger;
import fr.toise.contracts.search.LostTrial;
import fr.toise.contracts.search.Rung;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.search.SearchResult;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.predict.bundle.ModelBucket;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes what the other services leave in the store after two rounds of the loop, one stopped dataset, one refused, and a search. */
@ApplicationScoped
public class ExampleLoop {

    public static final String DATASET = "example";
    public static final String RELEASED = "00000000000000a1";
    public static final String STOPPED = "00000000000000a2";
    public static final String REFUSED = "00000000000000a3";
    public static final String RETIRED_MODEL = "00000000000000b1";
    public static final String REFUSED_MODEL = "00000000000000b2";
    public static final String SEARCH = "00000000000000c1";

    private static final String MODEL = ModelBucket.MODEL;
    private static final Instant DAY = Instant.parse("2026-04-20T12:00:00Z");
    private static final TrainingSettings SETTINGS =
            new TrainingSettings(0.15, 2, 128, 4, 5, 24, 256, 0.002, 0.01, 0.1, 90, 900, List.of(), 1);

    private final ObjectStore clean;
    private final ObjectStore models;

    ExampleLoop(Buckets buckets) {
        clean = buckets.clean();
        models = buckets.model();
    }

    /** The same each time. */
    public void write() {
        clean.createBucketIfMissing();
        models.createBucketIfMissing();
        writeDatasets();
        writeModel(RETIRED_MODEL, 0.0997, null, new GateDecision(true, List.of("It is better"), List.of()));
        writeModel(
                REFUSED_MODEL,
                0.1012,
                measures("champion", 0.0997),
                new GateDecision(
                        false,
                        List.of("In 41 % of the resamples"),
                        List.of(
                                new Check("better-than-arrondissement-median", true, 0.1012, 0.113, "It is better"),
                                new Check("better-than-champion", false, 0.41, 0.95, "In 41 % of the resamples"))));
        models.write(
                ObjectLayout.promotion(MODEL, DAY, RETIRED_MODEL),
                new Champion(MODEL, RETIRED_MODEL, null, false, "It is better", DAY));
        models.write(
                ObjectLayout.ledgerEntry(MODEL, RETIRED_MODEL, STOPPED),
                new LedgerEntry(
                        MODEL,
                        RETIRED_MODEL,
                        LocalDate.of(2023, 4, 28),
                        DATASET,
                        STOPPED,
                        measures("model", 0.11),
                        List.of(
                                new LedgerEntry.Month("2023-05", measures("model", 0.108)),
                                new LedgerEntry.Month("2023-06", measures("model", 0.112))),
                        DAY));
        writeSearch();
    }

    private void writeDatasets() {
        publishDataset(RELEASED, decision(RELEASED, List.of(check(true, 900)), null));
        var drift = new Drift(
                RELEASED,
                0.3,
                1.02,
                new TreeMap<>(Map.of("price", 0.04)),
                new TreeMap<>(Map.of("commune", List.of("75102"))),
                new TreeMap<>());
        publishDataset(STOPPED, decision(STOPPED, List.of(check(true, 300), volume()), drift));
        clean.write(
                ObjectLayout.currentDataset(DATASET),
                new CurrentDataset(DATASET, RELEASED, "snapshot-" + RELEASED, DAY));
        clean.write(
                ObjectLayout.datasetVersion(DATASET, REFUSED) + ObjectLayout.REJECTED,
                new DatasetRejected(DATASET, REFUSED, "snapshot", "no-sales", "No sale is left", Map.of(), DAY));
    }

    private static Check check(boolean passed, double found) {
        return new Check("minimum-sales", passed, found, 200, "%.0f sales are kept".formatted(found));
    }

    private static Check volume() {
        return new Check("volume", false, 0.3, 0.5, "300 sales, and 900 before");
    }

    private static DatasetDecision decision(String version, List<Check> checks, Drift drift) {
        return new DatasetDecision(DATASET, version, checks.stream().allMatch(Check::passed), checks, drift, null, DAY);
    }

    private void publishDataset(String version, DatasetDecision decision) {
        var prefix = ObjectLayout.datasetVersion(DATASET, version);
        var publication = clean.publish(prefix);
        publication.add(ObjectLayout.REPORT, report(version));
        publication.add(ObjectLayout.PROFILE, profile());
        publication.commit(version, List.of("an example"), "test");
        clean.write(prefix + ObjectLayout.DECISION, decision);
    }

    private static Funnel funnel() {
        return new Funnel(
                2_400,
                1_000,
                900,
                List.of(
                        new Dropped("other-department", 1_000, 0),
                        new Dropped("house", 150, 60),
                        new Dropped("symbolic-price", 50, 40)));
    }

    private static CleaningReport report(String version) {
        return new CleaningReport(
                DATASET,
                version,
                "snapshot-" + version,
                false,
                new SalesScope(List.of("75"), List.of(PropertyType.FLAT)),
                funnel(),
                List.of(new FileLines("s3://raw/2023.csv", 2_400, 1_000, 0)),
                LocalDate.of(2022, 1, 3),
                LocalDate.of(2023, 4, 28),
                new TreeMap<>(Map.of(2022, 700L, 2023, 200L)),
                10_300,
                0.001);
    }

    private static DatasetProfile profile() {
        return new DatasetProfile(
                new TreeMap<>(Map.of(2023, new Funnel(600, 250, 200, List.of(new Dropped("house", 60, 25))))),
                new TreeMap<>(Map.of("75", funnel())),
                List.of(
                        column("price", "EUR", 1.1, 130),
                        column("price_per_square_metre", "EUR/m²", 1.05, 185),
                        column("area", "m²", 1.1, 35)),
                new TreeMap<>(Map.of("2022-01", 400L, "2022-03", 300L, "2023-01", 200L)),
                new TreeMap<>(Map.of("commune", (SortedMap<String, Long>) new TreeMap<>(Map.of("75109", 900L)))),
                new SalesMap(
                        0.005,
                        List.of(
                                new Cell(2.3425, 48.8775, 600, 420_000, 10_100),
                                new Cell(2.3475, 48.8775, 300, 510_000, 11_200))),
                new Correlation(List.of("price", "area"), List.of(List.of(1.0, 0.84), List.of(0.84, 1.0))));
    }

    private static ColumnProfile column(String name, String unit, double step, int from) {
        var counts = new TreeMap<Integer, Long>();
        IntStream.range(0, 9).forEach(i -> counts.put(from + i, 20L + 35 * (4 - Math.abs(4 - i))));
        double median = Math.pow(step, from + 4);
        return new ColumnProfile(
                name,
                900,
                0,
                new Numbers(
                        median / 2,
                        median * 2,
                        median,
                        median / 4,
                        median * 0.7,
                        median * 0.9,
                        median,
                        median * 1.1,
                        median * 1.4,
                        new Histogram(Scale.LOG, step, unit, counts)),
                null);
    }

    private void writeModel(String version, double mdape, Measures champion, GateDecision decision) {
        var baselines = List.of(measures("arrondissement-median", 0.113), measures("gradient-boosting", 0.105));
        var segments = List.of(
                new Segment(Dimension.COMMUNE, "75109", List.of(measures("model", mdape - 0.01))),
                new Segment(Dimension.SIZE, "30-60", List.of(measures("model", mdape - 0.02))),
                new Segment(Dimension.PRICE, "1000000-", List.of(measures("model", mdape + 0.05))));
        var prefix = ObjectLayout.modelVersion(MODEL, version);
        var publication = models.publish(prefix);
        publication.add(
                ObjectLayout.REPORT,
                new TrainingReport(
                        MODEL,
                        version,
                        DATASET,
                        RELEASED,
                        false,
                        SETTINGS,
                        null,
                        "all of them",
                        750,
                        150,
                        900,
                        LocalDate.of(2023, 1, 1),
                        LocalDate.of(2023, 4, 28),
                        LocalDate.of(2023, 4, 28),
                        measures("model", mdape),
                        champion == null ? null : RETIRED_MODEL,
                        champion == null ? null : LocalDate.of(2023, 3, 31),
                        champion,
                        baselines,
                        List.of(new Comparison("arrondissement-median", 150, mdape - 0.113, -0.03, -0.001, 0.98)),
                        segments,
                        List.of(),
                        20,
                        DAY));
        publication.add(
                ObjectLayout.PICTURES,
                new ModelPictures(
                        List.of(
                                new EpochLoss(1, 0.31, Double.NaN),
                                new EpochLoss(2, 0.24, 0.25),
                                new EpochLoss(3, 0.2, 0.22)),
                        List.of(
                                new ModelPictures.Cell(251_189, 281_838, 4),
                                new ModelPictures.Cell(501_187, 501_187, 12))));
        publication.commit(version, List.of("an example"), "test");
        models.write(prefix + ObjectLayout.DECISION, decision);
        models.write(
                ObjectLayout.trainingReason(MODEL, version),
                new TrainingReason(Trigger.NEW_DATA, "New sales", null, DAY));
    }

    private static Measures measures(String estimator, double mdape) {
        boolean ranges = estimator.equals("model") || estimator.equals("champion");
        return new Measures(
                estimator,
                150,
                1,
                mdape,
                mdape * 1.4,
                0.5,
                0.8,
                0.93,
                0.5,
                1.0,
                0.15,
                1.02,
                -0.01,
                ranges ? 0.8 : null,
                ranges ? 0.38 : null);
    }

    private void writeSearch() {
        var prefix = ObjectLayout.search(MODEL, SEARCH);
        var wider = new TrainingSettings(0.15, 2, 256, 4, 5, 24, 256, 0.001, 0.01, 0.2, 90, 900, List.of("rooms"), 1);
        models.write(
                prefix + ObjectLayout.PLAN,
                new SearchPlan(
                        SEARCH,
                        DATASET,
                        RELEASED,
                        List.of("an example"),
                        List.of(new Rung(0.34, 1), new Rung(1, 0)),
                        0.3333,
                        List.of(SETTINGS, wider, SETTINGS),
                        new TrainingReason(Trigger.PERSON, "Asked for", "operator", DAY),
                        DAY));
        writeTrial(0, 0, SETTINGS, 0.104);
        writeTrial(1, 0, wider, 0.101);
        writeTrial(1, 1, wider, 0.0984);
        models.write(
                ObjectLayout.lostTrial(MODEL, SEARCH, 2, 0), new LostTrial(2, 0, "More memory than its limit", DAY));
        models.write(
                prefix + ObjectLayout.RESULT,
                new SearchResult(
                        SEARCH,
                        SearchResult.State.DONE,
                        1,
                        wider,
                        measures("model", 0.0984),
                        3,
                        1,
                        "Trial 1 of 3 has an MdAPE of 9.84 %",
                        DAY.plusSeconds(90)));
    }

    private void writeTrial(int trial, int rung, TrainingSettings settings, double mdape) {
        models.write(
                ObjectLayout.trial(MODEL, SEARCH, trial, rung),
                new TrialReport(SEARCH, trial, rung, settings, 600, measures("model", mdape), 12.5, DAY));
    }
}
