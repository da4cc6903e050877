package fr.toise.train.gate;

import fr.toise.contracts.gate.Check;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a challenger with the live model and with the baselines, all on the same hold-out, and asks whether it is sound. */
@ApplicationScoped
public class Gate {

    static final String MADE_UP = "made-up";
    static final String CHAMPION_RULE = "better-than-champion";
    static final String BASELINE_RULE = "better-than-";
    static final String ARRONDISSEMENTS = "arrondissements";
    static final String COVERAGE = "coverage";
    static final String MEDIAN_RATIO = "median-ratio";
    static final String GOLDEN_ROWS = "golden-rows";

    /** What anybody could look up: a model that does not beat it is of no use. */
    static final String FLOOR = "arrondissement-median";

    private static final String CHAMPION = "champion";

    private static final String SAME_SALES = ", for it knows no newer sales than that";

    /** Standard deviation over mean absolute deviation, and standard error of a median over that of a mean, of a normal distribution. */
    private static final double MEAN_DEVIATION_TO_ERROR_OF_MEDIAN = Math.PI / 2;

    /** Of a 95 % interval, in standard errors, of a normal distribution. */
    private static final double WIDTH_OF_INTERVAL = 2 * 1.96;

    private final GateConfig config;

    Gate(GateConfig config) {
        this.config = config;
    }

    /**
     * False where both have to be compared and the job has compared with another model, that is live no more.
     *
     * @param champion the live model now; null when there is none
     */
    public boolean canDecide(TrainingReport report, Champion champion) {
        return champion == null
                || champion.madeUp() != report.madeUp()
                || champion.version().equals(report.championVersion());
    }

    /** @param champion one that it can be held against; null when there is none */
    public GateDecision decide(TrainingReport report, Champion champion) {
        var checks = new ArrayList<Check>();
        var inFavour = new ArrayList<String>();
        baselines(report).forEach(checks::add);
        inFavour.add(checks.get(0).text());
        if (champion == null) {
            inFavour.add("There is no live model yet");
        } else {
            holdAgainst(champion, report, checks, inFavour);
        }
        checks.add(coverage(report.measures()));
        checks.add(medianRatio(report.measures()));
        checks.add(goldenRows(report));
        var against = checks.stream()
                .filter(check -> !check.passed())
                .map(Check::text)
                .toList();
        return against.isEmpty() ? new GateDecision(true, inFavour, checks) : new GateDecision(false, against, checks);
    }

    /** The floor first. */
    private Stream<Check> baselines(TrainingReport report) {
        var names = new LinkedHashSet<String>();
        names.add(FLOOR);
        // made-up prices follow a formula that trees may find sooner: they show that the loop runs, not which model is
        // the better
        if (!report.madeUp()) {
            names.addAll(config.baselines()
                    .orElseGet(() ->
                            report.baselines().stream().map(Measures::estimator).toList()));
        }
        return names.stream().map(name -> baseline(report, name));
    }

    private Check baseline(TrainingReport report, String name) {
        return report.baselines().stream()
                .filter(baseline -> baseline.estimator().equals(name))
                .findFirst()
                .map(baseline -> better(BASELINE_RULE + name, report.measures(), baseline, "the " + words(name)))
                .map(check -> check.passed() || name.equals(FLOOR) ? check : forgivenByChance(check, report, name))
                .orElseGet(() -> new Check(
                        BASELINE_RULE + name,
                        false,
                        report.measures().mdape(),
                        Double.NaN,
                        "It was not measured against the " + words(name)));
    }

    /** A rival that may be the better one by chance alone must not leave a service without a model. */
    private Check forgivenByChance(Check lost, TrainingReport report, String name) {
        double bound = 1 - config.minimumProbabilityBetter();
        return comparison(report, name, report.measures().rows())
                .filter(compared -> compared.probabilityBetter() >= bound)
                .map(compared -> new Check(
                        lost.rule(),
                        true,
                        compared.probabilityBetter(),
                        bound,
                        format(
                                "%s, but that may be chance: in %s of the resamples it is better, expected %s",
                                lost.text(), percent(compared.probabilityBetter(), 1), percent(bound, 1))))
                .orElse(lost);
    }

    private static String words(String estimator) {
        return estimator.replace('-', ' ');
    }

    private void holdAgainst(Champion champion, TrainingReport report, List<Check> checks, List<String> inFavour) {
        var live = "the live model " + champion.version();
        if (report.madeUp() && !champion.madeUp()) {
            checks.add(failed(
                    MADE_UP,
                    "It learned from made-up sales, and the live model " + champion.version() + " from real ones"));
        } else if (champion.madeUp() && !report.madeUp()) {
            inFavour.add("The live model " + champion.version() + " learned from made-up sales only");
        } else if (report.champion() == null && knowsLess(report)) {
            checks.add(failed(
                    CHAMPION_RULE,
                    "Its sales go up to " + report.dataThrough() + ", and those of " + live + " up to "
                            + report.championDataThrough() + ", which has learned from the sales to compare on:"
                            + " sales as new were expected. Promote it by hand if the older ones are the right ones"));
        } else if (report.champion() == null) {
            inFavour.add("The live model " + champion.version()
                    + " can't be loaded, or has an answer for too few of these sales");
        } else {
            var check = besideLive(report, live);
            checks.add(check);
            inFavour.add(check.text());
            arrondissements(report, live).ifPresent(checks::add);
        }
    }

    /** A cut-off publication that somebody has let through, for instance, of which the live model knows all. */
    private static boolean knowsLess(TrainingReport report) {
        return report.championDataThrough() != null && report.dataThrough().isBefore(report.championDataThrough());
    }

    /**
     * On the same sales only a lead beyond chance is worth a change. A model that knows newer ones brings them along, and to refuse it keeps the
     * older ones served, so it only has to be as likely the better one as not.
     */
    private Check besideLive(TrainingReport report, String live) {
        var comparison = comparison(report);
        if (comparison.isEmpty()) {
            return failed(
                    CHAMPION_RULE,
                    "Nobody has compared it with " + live + " on the same sales, one by one: a lead may be chance");
        }
        boolean newer = knowsMore(report);
        double bound = newer ? config.minimumProbabilityBetterOnNewerSales() : config.minimumProbabilityBetter();
        return besideLive(report, live, comparison.get(), bound, newer ? newerSales(report) : SAME_SALES);
    }

    private static boolean knowsMore(TrainingReport report) {
        return report.championDataThrough() != null && report.dataThrough().isAfter(report.championDataThrough());
    }

    private static String newerSales(TrainingReport report) {
        return ", for its sales go up to " + report.dataThrough() + " and those of the live model to "
                + report.championDataThrough() + ": a refusal would keep the older ones served";
    }

    private static Optional<Comparison> comparison(TrainingReport report) {
        return comparison(report, CHAMPION, report.champion().rows());
    }

    private static Optional<Comparison> comparison(TrainingReport report, String rival, int rows) {
        return report.comparisons().stream()
                .filter(compared -> compared.rival().equals(rival))
                .filter(compared -> compared.rows() == rows)
                .findFirst();
    }

    private static Check besideLive(
            TrainingReport report, String live, Comparison comparison, double bound, String why) {
        var champion = report.champion();
        boolean below = comparison.difference() < 0;
        boolean passed = comparison.probabilityBetter() >= bound;
        return new Check(
                CHAMPION_RULE,
                passed,
                comparison.probabilityBetter(),
                bound,
                format(
                        "Its MdAPE of %s is %s the %s of %s on the %s%s in %s of the resamples it is better, expected %s%s",
                        percent(champion.mdape() + comparison.difference(), 2),
                        below ? "below" : "not below",
                        percent(champion.mdape(), 2),
                        live,
                        champion.rows() == report.rowsHeldOut()
                                ? "same " + champion.rows() + " sales"
                                : champion.rows() + " of " + report.rowsHeldOut()
                                        + " sales held out that both have an answer for",
                        below && !passed ? ", but that may be chance:" : ":",
                        percent(comparison.probabilityBetter(), 1),
                        percent(bound, 1),
                        why));
    }

    /** One arrondissement as the challenger and the live model see it, and how far the first may be above the second. */
    private record Arrondissement(String name, Measures challenger, Measures champion, double bound) {

        double loss() {
            return challenger.mdape() - champion.mdape();
        }

        double tooMuch() {
            return loss() - bound;
        }

        String text() {
            return format(
                    "%s has an MdAPE of %s and had %s on %d sales, expected at most %.2f points more",
                    name, percent(challenger.mdape(), 2), percent(champion.mdape(), 2), challenger.rows(), bound * 100);
        }
    }

    /** Empty where none has enough sales to say anything. */
    private Optional<Check> arrondissements(TrainingReport report, String live) {
        var large = report.championSegments().stream()
                .filter(segment -> segment.dimension() == Dimension.COMMUNE)
                .flatMap(segment -> arrondissement(segment, report).stream())
                .filter(arrondissement -> arrondissement.challenger().rows() >= config.minimumArrondissementSales())
                .toList();
        if (large.isEmpty()) {
            return Optional.empty();
        }
        var worse = large.stream()
                // written so that NaN is worse
                .filter(arrondissement -> !(arrondissement.tooMuch() <= 0))
                .toList();
        var worst = large.stream()
                .max(Comparator.comparingDouble(Arrondissement::tooMuch))
                .orElseThrow();
        var expected = format(
                " (%.2f, and %s standard errors for its sales)",
                config.maximumArrondissementLoss() * 100, plain(config.standardErrors()));
        var found = worse.isEmpty()
                ? "Beside " + live + ", no arrondissement is nearer to its bound than this one: " + worst.text()
                : "Beside " + live + ": "
                        + worse.stream().map(Arrondissement::text).collect(Collectors.joining("; "));
        return Optional.of(new Check(ARRONDISSEMENTS, worse.isEmpty(), worst.loss(), worst.bound(), found + expected));
    }

    private Optional<Arrondissement> arrondissement(Segment segment, TrainingReport report) {
        return segment.measures().stream()
                .filter(measures -> measures.estimator().equals(CHAMPION))
                .findFirst()
                .map(champion -> new Arrondissement(
                        segment.name(),
                        segment.measures().get(0),
                        champion,
                        config.maximumArrondissementLoss()
                                + config.standardErrors() * errorOfLoss(report, champion.rows())));
    }

    /** As on the whole hold-out, where the sales were compared one by one, but of fewer sales. */
    private static double errorOfLoss(TrainingReport report, int rows) {
        return comparison(report)
                .map(whole ->
                        (whole.high() - whole.low()) / WIDTH_OF_INTERVAL * Math.sqrt((double) whole.rows() / rows))
                .orElse(0.0);
    }

    private Check coverage(Measures measures) {
        if (measures.coverage() == null) {
            return failed(COVERAGE, "How many prices are inside its 80 % range was not measured");
        }
        double found = measures.coverage();
        double low =
                config.minimumCoverage() - config.standardErrors() * errorOfShare(config.minimumCoverage(), measures);
        double high =
                config.maximumCoverage() + config.standardErrors() * errorOfShare(config.maximumCoverage(), measures);
        return new Check(
                COVERAGE,
                found >= low && found <= high,
                found,
                found < (low + high) / 2 ? low : high,
                format(
                        "%s of the prices are inside its 80 %% range, expected %s to %s (%s to %s, and %s standard errors for %d sales)",
                        percent(found, 1),
                        percent(low, 1),
                        percent(high, 1),
                        percent(config.minimumCoverage(), 0),
                        percent(config.maximumCoverage(), 0),
                        plain(config.standardErrors()),
                        measures.rows()));
    }

    private static double errorOfShare(double share, Measures measures) {
        return Math.sqrt(share * (1 - share) / Math.max(1, measures.rows()));
    }

    private Check medianRatio(Measures measures) {
        double found = measures.medianRatio();
        double error =
                MEAN_DEVIATION_TO_ERROR_OF_MEDIAN * measures.cod() * found / Math.sqrt(Math.max(1, measures.rows()));
        double low = config.minimumMedianRatio() - config.standardErrors() * error;
        double high = config.maximumMedianRatio() + config.standardErrors() * error;
        return new Check(
                MEDIAN_RATIO,
                found >= low && found <= high,
                found,
                found < 1 ? low : high,
                format(
                        "Its median ratio of estimate to price is %.3f, expected %.3f to %.3f (%s to %s, and %s standard errors for %d sales)",
                        found,
                        low,
                        high,
                        plain(config.minimumMedianRatio()),
                        plain(config.maximumMedianRatio()),
                        plain(config.standardErrors()),
                        measures.rows()));
    }

    private static Check goldenRows(TrainingReport report) {
        return new Check(
                GOLDEN_ROWS,
                report.goldenRows() > 0,
                report.goldenRows(),
                1,
                report.goldenRows()
                        + " of its golden rows were found the same when it was loaded as predict-service does,"
                        + " expected at least 1");
    }

    private static Check better(String rule, Measures challenger, Measures rival, String name) {
        if (challenger.rows() != rival.rows()) {
            return new Check(
                    rule,
                    false,
                    challenger.rows(),
                    rival.rows(),
                    "It was measured on " + challenger.rows() + " sales and " + name + " on " + rival.rows()
                            + ": expected the same ones");
        }
        // written so that NaN loses
        boolean better = challenger.mdape() < rival.mdape();
        return new Check(
                rule,
                better,
                challenger.mdape(),
                rival.mdape(),
                format(
                        "Its MdAPE of %s is %s the %s of %s on the same %d sales",
                        percent(challenger.mdape(), 2),
                        better ? "below" : "not below",
                        percent(rival.mdape(), 2),
                        name,
                        challenger.rows()));
    }

    private static Check failed(String rule, String text) {
        return new Check(rule, false, 0, 0, text);
    }

    private static String percent(double share, int digits) {
        return format("%." + digits + "f %%", share * 100);
    }

    /** Without zeros at its end. */
    private static String plain(double number) {
        return number == Math.rint(number) ? format("%.0f", number) : String.valueOf(number);
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
