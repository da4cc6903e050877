package fr.toise.bench.train;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.train.job.SalesRows;
import fr.toise.train.job.baseline.GradientBoosting;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Evaluation;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.train.job.network.NetworkTrainer;
import fr.toise.train.job.network.TrainingRows;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.features.EncodedFlat;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Rows a second beside PyTorch, and seconds to a finished model beside LightGBM. */
@Command(name = "bench/train/run", mixinStandardHelpOptions = true, description = "Times training beside its peers.")
public final class TrainBenchmark implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--python", description = "A Python that has torch; without, PyTorch is left out.")
    private String python;

    @Option(names = "--rows", description = "Rows for the race with PyTorch. Default: ${DEFAULT-VALUE}")
    private int rows = 25_600;

    @Option(names = "--flats", description = "Made-up flats for the race with LightGBM. Default: ${DEFAULT-VALUE}")
    private int flats = 150_000;

    @Option(names = "--epochs", description = "Passes over the flats in that race. Default: ${DEFAULT-VALUE}")
    private int epochs = 3;

    @Option(names = "--repetitions", description = "The median counts. Default: ${DEFAULT-VALUE}")
    private int repetitions = 3;

    public static void main(String[] arguments) {
        System.setProperty("ai.djl.offline", "true");
        System.exit(new CommandLine(new TrainBenchmark()).execute(arguments));
    }

    private static TrainingSettings settings(int networks, int epochs, int batch) {
        return new TrainingSettings(0.15, 2, 96, 4, networks, epochs, batch, 0.002, 0.01, 0, 60, 900, List.of(), 1);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        besidePyTorch();
        besideLightGbm();
        return 0;
    }

    private void besidePyTorch() throws IOException, InterruptedException {
        int epochsHere = 3;
        var settings = settings(5, epochsHere, 256);
        var random = randomRows();
        train(settings(5, 1, 256), random);
        double ours = median(i -> rows * epochsHere * 5 / seconds(() -> train(settings, random)));
        System.out.printf(Locale.ROOT, "%nFive networks at once on %d rows, batches of 256, one thread%n", rows);
        System.out.printf(Locale.ROOT, "  %-10s %10.0f rows/s%n", "DJL", ours);
        if (python == null) {
            System.out.println("  PyTorch    left out: name a Python that has torch with --python");
            return;
        }
        double theirs = pyTorch(epochsHere);
        System.out.printf(
                Locale.ROOT, "  %-10s %10.0f rows/s%n  DJL / PyTorch: %.2f%n", "PyTorch", theirs, ours / theirs);
    }

    private static void train(TrainingSettings settings, TrainingRows rows) {
        new NetworkTrainer(settings, NetworkTrainer.shape(settings), Checkpoints.NONE, "bench")
                .train(rows, null, epoch -> {});
    }

    private TrainingRows randomRows() {
        var random = new Random(1);
        int k = FeatureExtractor.COMPARABLES;
        var list = new ArrayList<EncodedFlat>();
        var targets = new float[rows];
        for (int i = 0; i < rows; i++) {
            list.add(new EncodedFlat(
                    gaussians(random, FeatureExtractor.COUNT),
                    gaussians(random, k * FeatureExtractor.COMPARABLE_NAMES.size()),
                    gaussians(random, k),
                    new float[k]));
            targets[i] = (float) random.nextGaussian();
        }
        return new TrainingRows(list, targets);
    }

    private static float[] gaussians(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private double pyTorch(int epochsHere) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        python,
                        Path.of(System.getProperty("toise.home"), "bench", "train", "pytorch_networks.py")
                                .toString(),
                        String.valueOf(rows),
                        String.valueOf(epochsHere),
                        String.valueOf(repetitions),
                        String.valueOf(FeatureExtractor.COUNT),
                        String.valueOf(FeatureExtractor.COMPARABLES),
                        String.valueOf(FeatureExtractor.COMPARABLE_NAMES.size()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new String(process.getInputStream().readAllBytes()).trim();
        if (process.waitFor() != 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--python " + python + " could not train, as it says above; name a Python that has torch.");
        }
        return Double.parseDouble(said);
    }

    private void besideLightGbm() {
        System.out.printf(Locale.ROOT, "%nA finished model on %d made-up flats, from sales in memory%n", flats);
        var sales = MadeUpTown.sales(flats, LocalDate.of(2018, 1, 1), LocalDate.of(2022, 12, 31), 5);
        var settings = settings(3, epochs, 1024);
        var last = new SalesRows[1];
        double features = median(i -> seconds(() -> last[0] = SalesRows.of(sales, settings)));
        var made = last[0];
        var heldOut = made.heldOutSales();
        var ours = new double[1][];
        double networks = median(i -> seconds(() -> {
            var shape = NetworkTrainer.shape(settings);
            var trained = new NetworkTrainer(settings, shape, Checkpoints.NONE, "measured")
                    .train(made.toLearn(), null, epoch -> {});
            ours[0] = made.residuals(trained.networks(), made.asked());
            train(settings, made.all());
        }));
        var boosted = new double[1][];
        double trees = median(i -> seconds(() -> boosted[0] = GradientBoosting.answers(
                made.learned().stream().map(Features::flat).toList(),
                made.targets(),
                made.asked().stream().map(Features::flat).toList(),
                Runtime.getRuntime().availableProcessors())));
        System.out.printf(Locale.ROOT, "  features, for both           %7.1f s%n", features);
        System.out.printf(
                Locale.ROOT,
                "  networks, measured and served %6.1f s   MdAPE %.2f %%%n",
                networks,
                mdape(made, heldOut, ours[0]));
        System.out.printf(
                Locale.ROOT,
                "  LightGBM, 500 trees          %7.1f s   MdAPE %.2f %%%n",
                trees,
                mdape(made, heldOut, boosted[0]));
        System.out.printf(
                Locale.ROOT,
                "  ours / LightGBM: %.2f from sales to model, %.2f without the features%n",
                (features + networks) / (features + trees),
                networks / trees);
    }

    private static double mdape(SalesRows rows, List<Sale> heldOut, double[] residuals) {
        return Evaluation.measure(heldOut, Estimates.ofResiduals("bench", rows.history(), heldOut, residuals), 1)
                        .mdape()
                * 100;
    }

    private double median(IntToDoubleFunction run) {
        var figures = IntStream.range(0, repetitions).mapToDouble(run).sorted().toArray();
        return Arrays.stream(figures).skip(figures.length / 2).findFirst().orElseThrow();
    }

    private static double seconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }
}
