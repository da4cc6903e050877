package fr.toise.clean.gate;

import fr.toise.contracts.event.Drift;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.gate.Check;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CleaningReport.FileLines;
import fr.toise.contracts.job.DatasetDecision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks of a dataset version what a person would who saw it beside the one in use. */
final class Gate {

    static final String MINIMUM_SALES = "minimum-sales";
    static final String IDS_OVER_COMMUNES = "ids-over-communes";
    static final String UNREADABLE_LINES = "unreadable-lines";
    static final String VOLUME = "volume";
    static final String VOLUME_BY_YEAR = "volume-by-year";
    static final String RULE_SHARE = "rule-share";
    static final String MEDIAN_RATIO = "median-ratio";
    static final String POPULATION_SHIFT = "population-shift";

    /** How much of a file is of other départements says nothing of the sales of those that are asked for. */
    private static final String OTHER_DEPARTMENT = "other-department";

    private static final int MOST_DIGITS = 9;

    private final GateConfig config;

    Gate(GateConfig config) {
        this.config = config;
    }

    /** @param before the version in use; null where there is none of the same scope */
    DatasetDecision decide(Account now, Account before, Instant at) {
        var checks = new ArrayList<Check>();
        checks.add(minimumSales(now.report()));
        checks.add(idsOverCommunes(now.report()));
        unreadableLines(now.report()).ifPresent(checks::add);
        Drift drift = null;
        if (before != null) {
            drift = Comparison.of(before, now);
            checks.add(volume(before.report(), now.report(), drift));
            volumeByYear(before.report(), now.report()).ifPresent(checks::add);
            ruleShare(before.report().funnel(), now.report().funnel()).ifPresent(checks::add);
            checks.add(medianRatio(drift));
            populationShift(drift).ifPresent(checks::add);
        }
        boolean passed = checks.stream().allMatch(Check::passed);
        return new DatasetDecision(now.report().dataset(), now.report().version(), passed, checks, drift, null, at);
    }

    private Check minimumSales(CleaningReport now) {
        long kept = now.funnel().salesKept();
        return check(
                MINIMUM_SALES,
                kept >= config.minimumSales(),
                kept,
                config.minimumSales(),
                "%,d sales were kept, expected at least %,d",
                kept,
                config.minimumSales());
    }

    private Check idsOverCommunes(CleaningReport now) {
        return check(
                IDS_OVER_COMMUNES,
                now.idsOverCommunes() <= config.maximumIdsOverCommunes(),
                now.idsOverCommunes(),
                config.maximumIdsOverCommunes(),
                "%s of the published sale ids span more than one commune, expected at most %s",
                percent(now.idsOverCommunes(), config.maximumIdsOverCommunes()),
                percent(config.maximumIdsOverCommunes(), now.idsOverCommunes()));
    }

    /** What can't be read of the lines of one file that are asked for. */
    private record Unreadable(String file, long unreadable, long lines) {

        static Unreadable of(FileLines file) {
            return new Unreadable(file.uri(), file.unreadable(), file.lines() - file.otherDepartment());
        }

        double share() {
            return Gate.share(unreadable, lines);
        }

        String text(double bound) {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d lines of %s can't be read, which is %s of them",
                    unreadable,
                    lines,
                    file,
                    percent(share(), bound));
        }
    }

    /** Asked of each file: one year in another encoding is a small part of all lines. */
    private Optional<Check> unreadableLines(CleaningReport now) {
        var files = now.files().stream().map(Unreadable::of).toList();
        if (files.isEmpty()) {
            return Optional.empty();
        }
        double bound = config.maximumUnreadableLines();
        var worst = files.stream()
                .max(Comparator.comparingDouble(Unreadable::share))
                .orElseThrow();
        boolean passed = worst.share() <= bound;
        var expected = ", expected at most " + percent(bound, worst.share());
        return Optional.of(new Check(
                UNREADABLE_LINES,
                passed,
                worst.share(),
                bound,
                (passed
                                ? "Of the files, the worst is this: " + worst.text(bound)
                                : files.stream()
                                        .filter(file -> file.share() > bound)
                                        .map(file -> file.text(bound))
                                        .collect(Collectors.joining("; ")))
                        + expected));
    }

    private Check volume(CleaningReport before, CleaningReport now, Drift drift) {
        return check(
                VOLUME,
                drift.rowsRatio() >= config.minimumTotalVolumeRatio(),
                drift.rowsRatio(),
                config.minimumTotalVolumeRatio(),
                "%,d sales were kept and %,d before, which is %s of them, expected at least %s",
                now.funnel().salesKept(),
                before.funnel().salesKept(),
                percent(drift.rowsRatio(), config.minimumTotalVolumeRatio()),
                percent(config.minimumTotalVolumeRatio(), drift.rowsRatio()));
    }

    /** One year of sales in both versions; none now where the year is gone. */
    private record Year(int year, long before, long now, double bound) {

        double ratio() {
            return (double) now / before;
        }

        boolean passed() {
            return ratio() >= bound;
        }

        /** The closer to the bound, or the further below it, the smaller. */
        double slack() {
            return ratio() - bound;
        }

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%d has %,d sales and had %,d before, which is %s of them, expected at least %s",
                    year,
                    now,
                    before,
                    percent(ratio(), bound),
                    percent(bound, ratio()));
        }
    }

    private Optional<Check> volumeByYear(CleaningReport before, CleaningReport now) {
        var years = new ArrayList<Year>();
        // of the same snapshot under other rules, no year has had time to grow
        boolean later = !now.snapshot().equals(before.snapshot());
        before.salesByYear().forEach((year, sales) -> {
            if (sales > 0 && !rolledOut(year, now)) {
                boolean shouldGrow = later && year.equals(before.salesByYear().lastKey());
                years.add(new Year(
                        year,
                        sales,
                        now.salesByYear().getOrDefault(year, 0L),
                        shouldGrow ? config.minimumLastYearVolumeRatio() : config.minimumVolumeRatio()));
            }
        });
        if (years.isEmpty()) {
            return Optional.empty();
        }
        var worst = years.stream().min(Comparator.comparingDouble(Year::slack)).orElseThrow();
        boolean passed = worst.passed();
        return Optional.of(new Check(
                VOLUME_BY_YEAR,
                passed,
                worst.ratio(),
                worst.bound(),
                passed
                        ? "Of the years, the worst is this: " + worst.text()
                        : years.stream()
                                .filter(year -> !year.passed())
                                .map(Year::text)
                                .collect(Collectors.joining("; "))));
    }

    /** The publication drops its oldest years as new ones come; any other year that is gone was lost. */
    private static boolean rolledOut(int year, CleaningReport now) {
        return now.salesByYear().headMap(year + 1).isEmpty();
    }

    /** What a rule takes of the lines, or of the sales, in both versions. */
    private record Share(String rule, String of, double before, double now) {

        double increase() {
            return now - before;
        }

        String text(double bound) {
            return "%s takes %s of the %s and took %s before, %s more"
                    .formatted(rule, percent(now), of, percent(before), percent(increase(), bound));
        }
    }

    private Optional<Check> ruleShare(Funnel before, Funnel now) {
        var shares = now.dropped().stream()
                .filter(dropped -> !dropped.rule().equals(OTHER_DEPARTMENT))
                .flatMap(dropped -> {
                    var was = dropped(before, dropped.rule());
                    return Stream.of(
                            new Share(
                                    dropped.rule(),
                                    "lines",
                                    share(was.lines(), linesAskedFor(before)),
                                    share(dropped.lines(), linesAskedFor(now))),
                            new Share(
                                    dropped.rule(),
                                    "sales",
                                    share(was.sales(), before.salesFound()),
                                    share(dropped.sales(), now.salesFound())));
                })
                .toList();
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        double bound = config.maximumRuleIncrease();
        var worst =
                shares.stream().max(Comparator.comparingDouble(Share::increase)).orElseThrow();
        boolean passed = worst.increase() <= bound;
        var expected = ", expected at most " + percent(bound, worst.increase());
        return Optional.of(new Check(
                RULE_SHARE,
                passed,
                worst.increase(),
                bound,
                (passed
                                ? "Of the rules, the worst is this: " + worst.text(bound)
                                : shares.stream()
                                        .filter(share -> share.increase() > bound)
                                        .map(share -> share.text(bound))
                                        .collect(Collectors.joining("; ")))
                        + expected));
    }

    private static Funnel.Dropped dropped(Funnel funnel, String rule) {
        return funnel.dropped().stream()
                .filter(dropped -> dropped.rule().equals(rule))
                .findFirst()
                .orElse(new Funnel.Dropped(rule, 0, 0));
    }

    private static long linesAskedFor(Funnel funnel) {
        return funnel.linesRead() - dropped(funnel, OTHER_DEPARTMENT).lines();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private Check medianRatio(Drift drift) {
        double ratio = drift.medianPricePerSquareMetreRatio();
        return check(
                MEDIAN_RATIO,
                ratio >= config.minimumMedianRatio() && ratio <= config.maximumMedianRatio(),
                ratio,
                ratio < 1 ? config.minimumMedianRatio() : config.maximumMedianRatio(),
                "The median price per square metre is %.2f of what it was, expected %.2f to %.2f",
                ratio,
                config.minimumMedianRatio(),
                config.maximumMedianRatio());
    }

    private Optional<Check> populationShift(Drift drift) {
        var shifts = drift.populationStability();
        if (shifts.isEmpty()) {
            return Optional.empty();
        }
        double bound = config.maximumPopulationShift();
        var beyond = new TreeMap<>(shifts);
        beyond.values().removeIf(shift -> shift <= bound);
        double worst = shifts.values().stream().max(Double::compare).orElseThrow();
        var named = beyond.isEmpty() ? shifts : beyond;
        var text = named.entrySet().stream()
                .filter(shift -> !beyond.isEmpty() || shift.getValue() == worst)
                .map(shift -> String.format(Locale.ROOT, "%s has a PSI of %.2f", shift.getKey(), shift.getValue()))
                .collect(Collectors.joining("; "));
        return Optional.of(check(
                POPULATION_SHIFT,
                beyond.isEmpty(),
                worst,
                bound,
                "%s%s, expected at most %.2f",
                beyond.isEmpty() ? "Of the columns, the furthest moved is this: " : "",
                text,
                bound));
    }

    private static Check check(String rule, boolean passed, double found, double bound, String text, Object... values) {
        return new Check(rule, passed, found, bound, String.format(Locale.ROOT, text, values));
    }

    private static String percent(double share) {
        return percent(share, 1);
    }

    /** With the digits that it takes to tell it from another, or a text might ask for 98.0 % where there are 98.0 %. */
    private static String percent(double share, double other) {
        int digits = 1;
        while (digits < MOST_DIGITS && share != other && percent(share, digits).equals(percent(other, digits))) {
            digits++;
        }
        return percent(share, digits);
    }

    private static String percent(double share, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f %%", share * 100);
    }
}
