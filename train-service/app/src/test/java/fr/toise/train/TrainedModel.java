package fr.toise.train;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a job says of a model that passes the gate, unless a test says otherwise. */
public final class TrainedModel {

    private final double mdape;
    private String version = "new";
    private String dataset = "geo-dvf";
    private String datasetVersion = "d1";
    private boolean madeUp;
    private String search;
    private TrainingSettings settings;
    private int rows = 2000;
    private Double coverage = 0.80;
    private double medianRatio = 1;
    private int goldenRows = 24;
    private String championVersion;
    private LocalDate championDataThrough;
    private Double championMdape;
    private int championRows = 2000;
    private Instant trainedAt = Instant.EPOCH;
    private Comparison comparison;
    private final List<Comparison> besideBaselines = new ArrayList<>();
    private final List<Measures> baselines = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    public TrainedModel(double mdape) {
        this.mdape = mdape;
        baseline("arrondissement-median", 0.11);
    }

    public TrainedModel version(String name) {
        version = name;
        return this;
    }

    public TrainedModel of(String name, String nameOfVersion) {
        dataset = name;
        datasetVersion = nameOfVersion;
        return this;
    }

    public TrainedModel madeUp() {
        madeUp = true;
        return this;
    }

    public TrainedModel with(TrainingSettings trainedWith, String ofSearch) {
        settings = trainedWith;
        search = ofSearch;
        return this;
    }

    public TrainedModel trainedAt(Instant at) {
        trainedAt = at;
        return this;
    }

    public TrainedModel rows(int heldOut) {
        rows = heldOut;
        championRows = heldOut;
        baselines.replaceAll(baseline -> measures(baseline.estimator(), heldOut, baseline.mdape(), null, 1));
        return this;
    }

    public TrainedModel coverage(Double share) {
        coverage = share;
        return this;
    }

    public TrainedModel medianRatio(double ratio) {
        medianRatio = ratio;
        return this;
    }

    public TrainedModel goldenRows(int found) {
        goldenRows = found;
        return this;
    }

    public TrainedModel withoutBaselines() {
        baselines.clear();
        return this;
    }

    public TrainedModel baseline(String name, double itsMdape) {
        return baseline(name, itsMdape, rows);
    }

    public TrainedModel baseline(String name, double itsMdape, int itsRows) {
        baselines.add(measures(name, itsRows, itsMdape, null, 1));
        return this;
    }

    /** @param itsMdape null when it could not be measured */
    public TrainedModel against(String champion, Double itsMdape) {
        championVersion = champion;
        championMdape = itsMdape;
        if (itsMdape != null) {
            double difference = mdape - itsMdape;
            compared(difference - 0.0001, difference + 0.0001, difference < 0 ? 1 : 0);
        }
        return this;
    }

    /** Its own sales end at the epoch. */
    public TrainedModel championDataThrough(LocalDate day) {
        championDataThrough = day;
        return this;
    }

    public TrainedModel championRows(int sales) {
        championRows = sales;
        return this;
    }

    public TrainedModel compared(double low, double high, double probabilityBetter) {
        comparison = new Comparison("champion", championRows, mdape - championMdape, low, high, probabilityBetter);
        return this;
    }

    public TrainedModel besideBaseline(String name, double probabilityBetter) {
        besideBaselines.removeIf(each -> each.rival().equals(name));
        besideBaselines.add(new Comparison(name, rows, 0.001, -0.001, 0.003, probabilityBetter));
        return this;
    }

    public TrainedModel uncompared() {
        comparison = null;
        return this;
    }

    public TrainedModel arrondissement(String code, int sales, double challenger, double champion) {
        return segment(Dimension.COMMUNE, code, sales, challenger, champion);
    }

    public TrainedModel segment(Dimension dimension, String name, int sales, double challenger, double champion) {
        segments.add(new Segment(
                dimension,
                name,
                List.of(
                        measures("model", sales, challenger, 0.8, 1),
                        measures("champion", sales, champion, 0.8, 1),
                        measures("arrondissement-median", sales, 0.11, null, 1))));
        return this;
    }

    public TrainingReport report() {
        return new TrainingReport(
                "paris-flats",
                version,
                dataset,
                datasetVersion,
                madeUp,
                settings,
                search,
                "all",
                10_000,
                rows,
                12_000,
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                measures("model", rows, mdape, coverage, medianRatio),
                championVersion,
                championDataThrough,
                championMdape == null ? null : measures("champion", championRows, championMdape, 0.8, 1),
                baselines,
                Stream.concat(Stream.ofNullable(comparison), besideBaselines.stream())
                        .toList(),
                segments,
                segments,
                goldenRows,
                trainedAt);
    }

    public static Measures measures(String estimator, int rows, double mdape, Double coverage, double medianRatio) {
        return new Measures(
                estimator, rows, 1, mdape, mdape * 1.6, 0.5, 0.8, 0.9, 0.4, medianRatio, 0.15, 1.01, 0, coverage, 0.45);
    }
}
