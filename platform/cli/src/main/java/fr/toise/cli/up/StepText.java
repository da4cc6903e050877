package fr.toise.cli.up;

import fr.toise.cli.up.StepView.State;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** A line of the timeline in characters. */
final class StepText {

    static final String MADE_UP = "MADE-UP SALES: every price and estimate here is invented, none is of a real flat.";
    static final String MADE_UP_RUN =
            "MADE-UP SALES: what is ingested, cleaned and trained now is invented; the model that is live has learned from real sales.";
    static final String MADE_UP_MODEL =
            "MADE-UP SALES: the model that is live has learned from invented sales, and so is every estimate; what is ingested now is real.";

    private static final int BAR = 20;
    private static final double MEGABYTE = 1e6;

    private StepText() {}

    /** For a terminal that is drawn over and over. */
    static String drawn(StepView step) {
        var words = new StringJoiner("  ");
        words.add(" %s %-8s%-9s".formatted(sign(step.state()), name(step), state(step)));
        words.add("%6s".formatted(step.elapsed() == null ? "" : clock(step.elapsed())));
        if (step.progressKnown() && step.total() > 0) {
            words.add(bar(step.share()));
        }
        addDetails(step, words);
        return words.toString().stripTrailing();
    }

    /** For a log. */
    static String logged(StepView step) {
        var words = new StringJoiner("  ");
        words.add("%-8s%-9s".formatted(name(step), state(step)));
        addDetails(step, words);
        return words.toString().stripTrailing();
    }

    private static void addDetails(StepView step, StringJoiner words) {
        if (step.progressKnown()) {
            if (step.total() > 0) {
                words.add("%3.0f %%".formatted(step.share() * 100));
            }
            words.add(counts(step));
        }
        if (!step.message().isEmpty()) {
            words.add(step.message());
        }
    }

    private static String name(StepView step) {
        return step.step().name().toLowerCase(Locale.ROOT);
    }

    private static String state(StepView step) {
        return step.state().name().toLowerCase(Locale.ROOT);
    }

    private static String sign(State state) {
        return switch (state) {
            case STARTING, WAITING -> "·";
            case RUNNING -> "▸";
            case DONE, UNCHANGED, LIVE -> "✓";
            case REFUSED -> "–";
            case FAILED -> "✗";
        };
    }

    private static String bar(double share) {
        int full = (int) Math.round(share * BAR);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String counts(StepView step) {
        if ("bytes".equals(step.unit())) {
            return step.total() > 0
                    ? "%s of %s MB".formatted(megabytes(step.done()), megabytes(step.total()))
                    : megabytes(step.done()) + " MB";
        }
        var unit = step.unit() == null ? "" : " " + step.unit();
        return step.total() > 0
                ? String.format(Locale.ROOT, "%,d of %,d%s", step.done(), step.total(), unit)
                : String.format(Locale.ROOT, "%,d%s", step.done(), unit);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f", bytes / MEGABYTE);
    }

    static String clock(Duration elapsed) {
        return elapsed.toHours() > 0
                ? "%d:%02d:%02d".formatted(elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart())
                : "%d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
