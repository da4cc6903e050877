package fr.toise.train.job;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Measures;
import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.SizeBand;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkShape;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** From sales to a measured bundle on this machine. */
public final class Training {

    private static final String MODEL = "model";
    private static final String CHAMPION = "champion";
    private static final int GOLDEN_ROWS = 50;
    private static final double[] BANDS = {30, 60, 100, Double.MAX_VALUE};
    private static final int FEWEST_IN_BAND = 150;
    private static final int QUANTILE_STEPS = 200;
    private static final double RANGE_LEVEL = 0.8;

    private final TrainingArguments arguments;
    private final SalesHistory history;
    private final HoldOut holdOut;
    private final List<Sale> heldOut;
    private final Consumer<JobProgress> progress;

    private Training(TrainingArguments arguments, List<Sale> sales, Consumer<JobProgress> progress) {
        this.arguments = arguments;
        this.progress = progress;
        this.history = new SalesHistory(sales);
        this.holdOut = HoldOut.newest(history, arguments.settings().holdOutShare());
        this.heldOut = holdOut.heldOutSales(history);
    }

    /**
     * Trains, measures on the newest sales, and writes the bundle but for its report into a folder.
     *
     * @param champion the live model, measured as it would be served; null when there is none
     */
    public static TrainingReport run(
            TrainingArguments arguments, List<Sale> sales, Valuer champion, Path bundle, Consumer<JobProgress> progress)
            throws IOException {
        return new Training(arguments, sales, progress).run(champion, bundle);
    }

    private TrainingReport run(Valuer champion, Path bundle) throws IOException {
        say(0, 0, null, "Computing features of " + history.sales().size() + " sales");
        var extractor = new FeatureExtractor(history);
        var learned = extract(extractor, holdOut.training());
        var asked = extract(extractor, holdOut.heldOut());
        var scaling = FeatureScaling.learn(learned);
        var targets = holdOut.training().stream()
                .mapToDouble(sale -> history.residual(sale).orElseThrow())
                .toArray();
        double targetScale = deviation(targets);
        var shape = new NetworkShape(
                FeatureExtractor.COUNT,
                arguments.settings().layers(),
                arguments.settings().width(),
                arguments.settings().dropout());
        int epochs = arguments.settings().networks() * arguments.settings().epochs();
        try (var networks = new NetworkTrainer(arguments.settings(), shape)
                .train(
                        scaled(scaling, learned),
                        scaled(targets, targetScale),
                        done -> say(done, epochs, "epochs", "Training on " + targets.length + " sales"))) {
            double[] estimates = estimates(networks.predict(scaled(scaling, asked)), targetScale);
            say(0, 0, null, "Measuring on " + heldOut.size() + " newer sales");
            var report = report(estimates, champion);
            Valuer.write(
                    bundle,
                    description(report),
                    shape,
                    arguments.settings().networks(),
                    networks,
                    scaling,
                    targetScale,
                    sizeBands(heldOut, estimates),
                    history,
                    goldenSales());
            return report;
        }
    }

    private List<float[]> extract(FeatureExtractor extractor, List<Integer> sales) {
        return sales.parallelStream()
                .map(history.sales()::get)
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
    }

    private static float[][] scaled(FeatureScaling scaling, List<float[]> rows) {
        return rows.stream().map(scaling::scale).toArray(float[][]::new);
    }

    private static float[] scaled(double[] targets, double scale) {
        var scaled = new float[targets.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (targets[i] / scale);
        }
        return scaled;
    }

    private static double deviation(double[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.max(1e-6, Math.sqrt(squares / values.length));
    }

    private double[] estimates(double[] answers, double targetScale) {
        return IntStream.range(0, answers.length)
                .mapToDouble(i -> {
                    var sale = heldOut.get(i);
                    double level = history.marketLevel(sale.department(), sale.saleDate());
                    return Math.exp(level + answers[i] * targetScale) * sale.area();
                })
                .toArray();
    }

    /** What each estimator says of every sale held out; NaN where it says nothing. */
    private Map<String, double[]> estimators(double[] model, Valuer champion) {
        var estimators = new LinkedHashMap<String, double[]>();
        estimators.put(MODEL, model);
        estimators.put(
                "arrondissement-median",
                estimates(sale ->
                        history.communeMedian(sale.commune(), sale.saleDate()).orElse(Double.NaN) * sale.area()));
        estimators.put("comparables-median", estimates(this::comparablesMedian));
        if (champion != null) {
            var its = estimates(sale -> valueOrNothing(champion, sale));
            if (Arrays.stream(its).filter(Double::isNaN).count() <= its.length / 2) {
                estimators.put(CHAMPION, its);
            }
        }
        return estimators;
    }

    private TrainingReport report(double[] model, Valuer champion) {
        var estimators = estimators(model, champion);
        var common = IntStream.range(0, heldOut.size())
                .filter(sale -> estimators.values().stream().noneMatch(each -> Double.isNaN(each[sale])))
                .toArray();
        var sales = Arrays.stream(common).mapToObj(heldOut::get).toList();
        var measures = new LinkedHashMap<String, Measures>();
        estimators.forEach((name, its) -> measures.put(
                name,
                Evaluation.measure(
                        name,
                        sales,
                        Arrays.stream(common).mapToDouble(at -> its[at]).toArray())));
        return new TrainingReport(
                arguments.model(),
                arguments.version(),
                arguments.dataset(),
                arguments.datasetVersion(),
                arguments.madeUp(),
                "sales of one flat that cleaning kept, on days with at least 100 sales in the 90 days before",
                holdOut.training().size(),
                heldOut.size(),
                heldOut.get(0).saleDate(),
                heldOut.get(heldOut.size() - 1).saleDate(),
                history.dataThrough(),
                measures.remove(MODEL),
                arguments.championVersion(),
                measures.remove(CHAMPION),
                List.copyOf(measures.values()),
                coverage(model),
                Instant.now());
    }

    private double[] estimates(ToDoubleFunction<Sale> estimator) {
        return heldOut.stream().mapToDouble(estimator).toArray();
    }

    private static double valueOrNothing(Valuer valuer, Sale sale) {
        try {
            return valuer.value(sale.flat(), sale.saleDate()).value();
        } catch (NoEarlierSalesException e) {
            return Double.NaN;
        }
    }

    private double comparablesMedian(Sale sale) {
        var prices = history.comparables(sale.flat(), sale.saleDate(), 12).stream()
                .mapToDouble(comparable -> comparable.sale().pricePerSquareMetre())
                .toArray();
        return Evaluation.median(prices) * sale.area();
    }

    /** The range is set on the earlier half of the hold-out and tried on the later half, so that it is not its own judge. */
    private double coverage(double[] estimates) {
        int half = heldOut.size() / 2;
        var bands = sizeBands(heldOut.subList(0, half), estimates);
        int inside = 0;
        for (int i = half; i < estimates.length; i++) {
            var sale = heldOut.get(i);
            var errors = SizeBand.errors(bands, sale.area());
            double error = Math.log(sale.price() / estimates[i]);
            if (error >= errors.quantile((1 - RANGE_LEVEL) / 2) && error <= errors.quantile((1 + RANGE_LEVEL) / 2)) {
                inside++;
            }
        }
        return inside / (double) (estimates.length - half);
    }

    /** Errors by size; a size with too few sales gets the errors of all. */
    private static List<SizeBand> sizeBands(List<Sale> sales, double[] estimates) {
        var all = IntStream.range(0, sales.size())
                .mapToDouble(i -> Math.log(sales.get(i).price() / estimates[i]))
                .toArray();
        var overall = ErrorDistribution.of(all, QUANTILE_STEPS);
        var bands = new ArrayList<SizeBand>();
        double from = 0;
        for (double below : BANDS) {
            double lower = from;
            var its = IntStream.range(0, sales.size())
                    .filter(i -> sales.get(i).area() >= lower && sales.get(i).area() < below)
                    .mapToDouble(i -> all[i])
                    .toArray();
            bands.add(new SizeBand(
                    below, its.length < FEWEST_IN_BAND ? overall : ErrorDistribution.of(its, QUANTILE_STEPS)));
            from = below;
        }
        return bands;
    }

    private Description description(TrainingReport report) {
        var areas = holdOut.training().stream()
                .mapToDouble(sale -> history.sales().get(sale).area())
                .summaryStatistics();
        return new Description(
                report.model(),
                report.version(),
                report.dataset(),
                report.datasetVersion(),
                report.madeUp(),
                report.trainedAt(),
                report.dataThrough(),
                areas.getMin(),
                areas.getMax());
    }

    private List<Sale> goldenSales() {
        var random = new Random(arguments.settings().seed());
        return IntStream.range(0, GOLDEN_ROWS)
                .mapToObj(i -> heldOut.get(random.nextInt(heldOut.size())))
                .toList();
    }

    private void say(long done, long total, String unit, String message) {
        progress.accept(new JobProgress(done, total, unit, message));
    }
}
