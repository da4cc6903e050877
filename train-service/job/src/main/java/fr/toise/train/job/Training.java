package fr.toise.train.job;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Segment;
import fr.toise.train.job.baseline.GradientBoosting;
import fr.toise.train.job.baseline.TutorialNetwork;
import fr.toise.train.job.card.ModelCard;
import fr.toise.train.job.card.Pictures;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Scoreboard;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.train.job.network.NetworkTrainer;
import fr.toise.train.job.network.Trained;
import fr.toise.train.job.network.ValuationNetworks;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.ErrorModel;
import fr.toise.valuation.bundle.Learned;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.network.NetworkEnsemble.Answer;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From sales to a measured bundle on this machine. */
public final class Training {

    private static final String MODEL = "model";
    private static final String CHAMPION = "champion";
    private static final int GOLDEN_ROWS = 50;
    private static final int COMPARABLES = 12;
    /** LightGBM's threads wait for each other in a busy loop: a second one costs more than it brings on a machine with other work. */
    private static final int BOOSTING_THREADS = 1;

    /** Of fewer sales a difference says nothing. */
    private static final int FEWEST_COMPARED = 100;

    /** The hold-out is cut into so many spans of time, each of which is judged by the errors of the others. */
    private static final int SPANS = 5;

    private final TrainingArguments arguments;
    private final SalesRows rows;
    private final List<Sale> heldOut;
    private final Checkpoints checkpoints;
    private final Consumer<JobProgress> progress;

    private Training(
            TrainingArguments arguments, List<Sale> sales, Checkpoints checkpoints, Consumer<JobProgress> progress) {
        this.arguments = arguments;
        this.checkpoints = checkpoints;
        this.progress = progress;
        say(0, 0, null, "Computing features of " + sales.size() + " sales");
        this.rows = SalesRows.of(sales, arguments.settings());
        this.heldOut = rows.heldOutSales();
    }

    /**
     * Trains, measures on the newest sales, trains once more on all, and writes the bundle but for its report into a folder.
     *
     * @param champion the live model, measured as it would be served; null when there is none
     */
    public static TrainingReport run(
            TrainingArguments arguments,
            List<Sale> sales,
            Valuer champion,
            Path bundle,
            Checkpoints checkpoints,
            Consumer<JobProgress> progress)
            throws IOException {
        return new Training(arguments, sales, checkpoints, progress).run(champion, bundle);
    }

    private TrainingReport run(Valuer champion, Path bundle) throws IOException {
        var networks = train();
        var answers = networks.measured()
                .networks()
                .predict(rows.asked().stream().map(rows.encoding()::encode).toList());
        var seen = seen(answers);
        var trainedAt = Instant.now();
        var learned = new Learned(
                rows.history(),
                rows.encoding(),
                networks.served().networks(),
                networks.measured().networks(),
                ErrorModel.learn(seen));
        Valuer.write(bundle, description(trainedAt), learned, goldenSales());
        ValuationNetworks.save(learned.served(), bundle, "served");
        say(0, 0, null, "Measuring on " + heldOut.size() + " newer sales");
        var model = withRange(seen);
        var scoreboard = new Scoreboard(heldOut, estimators(model));
        var report = report(scoreboard, besideChampion(model, champion), champion, reopened(bundle), trainedAt);
        Pictures.of(networks.measured().losses(), heldOut, model).write(bundle);
        ModelCard.write(bundle, report, rows.learnedSales().get(0).saleDate());
        return report;
    }

    private Networks train() {
        var settings = arguments.settings();
        var shape = NetworkTrainer.shape(settings);
        var toLearn = rows.toLearn();
        int epochs = settings.epochs();
        var measured = new NetworkTrainer(settings, shape, checkpoints, "measured")
                .train(
                        toLearn,
                        rows.heldOut(),
                        done -> say(done, 2L * epochs, "epochs", "Training on " + toLearn.size() + " sales"));
        var served = new NetworkTrainer(settings, shape, checkpoints, "served")
                .train(
                        rows.all(),
                        null,
                        done -> say(epochs + done, 2L * epochs, "epochs", "Training once more on all sales"));
        return new Networks(measured, served);
    }

    private record Networks(Trained measured, Trained served) {}

    /** The errors of the measured networks on the hold-out. */
    private List<ErrorModel.Seen> seen(List<Answer> answers) {
        double scale = rows.encoding().targetScale();
        return IntStream.range(0, answers.size())
                .mapToObj(i -> {
                    var sale = heldOut.get(i);
                    return new ErrorModel.Seen(
                            sale.commune(),
                            sale.area(),
                            rows.answers()[i] - answers.get(i).estimate() * scale,
                            Math.exp(answers.get(i).logError()) * scale);
                })
                .toList();
    }

    /** The measured networks, with ranges that come from the errors in other spans of time: no range is its own judge. */
    private Estimates withRange(List<ErrorModel.Seen> seen) {
        int size = heldOut.size();
        var residuals = IntStream.range(0, size)
                .mapToDouble(i -> rows.answers()[i] - seen.get(i).error())
                .toArray();
        var values =
                Estimates.ofResiduals(MODEL, rows.history(), heldOut, residuals).values();
        var low = new double[size];
        var high = new double[size];
        for (int span = 0; span < SPANS; span++) {
            int from = span * size / SPANS;
            int to = (span + 1) * size / SPANS;
            var others = new ArrayList<>(seen.subList(0, from));
            others.addAll(seen.subList(to, size));
            var errors = ErrorModel.learn(others);
            for (int i = from; i < to; i++) {
                var its = errors.errors(
                        seen.get(i).commune(), seen.get(i).area(), seen.get(i).typical());
                low[i] = values[i] * Math.exp(its.low());
                high[i] = values[i] * Math.exp(its.high());
            }
        }
        return new Estimates(MODEL, values, low, high);
    }

    /** On a scoreboard of their own: what the champion has learned from, or knows nothing of, counts for all the others. */
    private Optional<Scoreboard> besideChampion(Estimates model, Valuer champion) {
        return Optional.ofNullable(champion)
                .map(live -> Estimates.of(CHAMPION, live.unseen(heldOut)))
                .map(its -> new Scoreboard(heldOut, List.of(model, its)))
                .filter(both -> both.sales().size() >= FEWEST_COMPARED);
    }

    /** The model first, then the baselines. */
    private List<Estimates> estimators(Estimates model) {
        var estimators = new ArrayList<Estimates>();
        estimators.add(model);
        var history = rows.history();
        estimators.add(Estimates.of(
                "arrondissement-median",
                heldOut,
                sale -> history.communeMedian(sale.commune(), sale.saleDate()).orElse(Double.NaN) * sale.area()));
        estimators.add(Estimates.of(
                "comparables-median",
                heldOut,
                sale -> history.comparablesMedian(sale.flat(), sale.saleDate(), COMPARABLES)
                                .orElse(Double.NaN)
                        * sale.area()));
        boosted().ifPresent(estimators::add);
        estimators.add(
                new Estimates("tutorial-network", TutorialNetwork.estimates(rows.learnedSales(), heldOut), null, null));
        return estimators;
    }

    private Optional<Estimates> boosted() {
        try {
            var answers = GradientBoosting.answers(
                    rows.learned().stream().map(Features::flat).toList(),
                    rows.targets(),
                    rows.asked().stream().map(Features::flat).toList(),
                    BOOSTING_THREADS);
            return Optional.of(Estimates.ofResiduals("gradient-boosting", rows.history(), heldOut, answers));
        } catch (LinkageError e) {
            System.err.println("Gradient boosting is left out of the comparison. Its native library can't be loaded; "
                    + "on Debian or Ubuntu, install libgomp1: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** @return how many golden rows the bundle reproduces, loaded as predict-service loads it */
    private static int reopened(Path bundle) {
        try {
            return Valuer.open(bundle).goldenRows();
        } catch (UnfitBundleException e) {
            throw new IllegalStateException("The bundle that was just written is unfit: " + e.getMessage(), e);
        }
    }

    private TrainingReport report(
            Scoreboard scoreboard,
            Optional<Scoreboard> besideChampion,
            Valuer live,
            int goldenRows,
            Instant trainedAt) {
        var measures = scoreboard.measures();
        var championSegments = besideChampion.map(Scoreboard::segments).orElse(List.of());
        return new TrainingReport(
                arguments.model(),
                arguments.version(),
                arguments.dataset(),
                arguments.datasetVersion(),
                arguments.madeUp(),
                arguments.settings(),
                arguments.search(),
                "sales of one flat that cleaning kept, on days with at least 100 sales in the "
                        + arguments.settings().indexDays() + " days before",
                rows.learned().size(),
                heldOut.size(),
                rows.learned().size() + heldOut.size(),
                heldOut.get(0).saleDate(),
                heldOut.get(heldOut.size() - 1).saleDate(),
                rows.history().dataThrough(),
                measures.get(0),
                arguments.championVersion(),
                live == null ? null : live.description().dataThrough(),
                besideChampion.map(both -> both.measures().get(1)).orElse(null),
                measures.subList(1, measures.size()),
                Stream.concat(
                                besideChampion.map(Scoreboard::comparisons).stream()
                                        .flatMap(List::stream),
                                scoreboard.comparisons().stream())
                        .toList(),
                scoreboard.segments().stream()
                        .map(segment -> withChampion(segment, championSegments))
                        .toList(),
                championSegments,
                goldenRows,
                trainedAt);
    }

    private static Segment withChampion(Segment segment, List<Segment> championSegments) {
        var measures = new ArrayList<>(segment.measures());
        championSegments.stream()
                .filter(its ->
                        its.dimension() == segment.dimension() && its.name().equals(segment.name()))
                .forEach(its -> measures.add(1, its.measures().get(1)));
        return new Segment(segment.dimension(), segment.name(), measures);
    }

    private Description description(Instant trainedAt) {
        var areas = rows.learnedSales().stream().mapToDouble(Sale::area).summaryStatistics();
        return new Description(
                arguments.model(),
                arguments.version(),
                arguments.dataset(),
                arguments.datasetVersion(),
                arguments.madeUp(),
                trainedAt,
                rows.history().dataThrough(),
                heldOut.get(0).saleDate(),
                heldOut.get(heldOut.size() - 1).saleDate(),
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
