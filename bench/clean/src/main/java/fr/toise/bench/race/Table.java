package fr.toise.bench.race;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a table in Markdown, and what was aimed at. */
public final class Table {

    public static final String TUTORIAL = "Spark, tutorial's recipe";
    public static final String OURS_LOCAL = "ours, local files";
    public static final String OURS_S3 = "ours, from S3";
    public static final String DUCKDB = "DuckDB";
    public static final String POLARS = "Polars";

    private static final long MOST_MIB = 1_536;

    private final List<Result> results;

    public Table(List<Result> results) {
        this.results = List.copyOf(results);
    }

    public String text() {
        var text = new StringBuilder(
                "| | seconds | × DuckDB | × tutorial | processor seconds | peak MiB | rows |\n|---|---|---|---|---|---|---|\n");
        for (var result : results) {
            text.append("| %s | %.2f | %s | %s | %.2f | %,d | %,d |%n"
                    .formatted(
                            result.contestant().name(),
                            result.seconds(),
                            times(result, DUCKDB),
                            times(result, TUTORIAL),
                            result.processorSeconds(),
                            result.peakMiB(),
                            result.rows()));
        }
        return text.toString();
    }

    private String times(Result result, String other) {
        return seconds(other)
                .map(seconds -> String.format(Locale.ROOT, "%.2f", result.seconds() / seconds))
                .orElse("");
    }

    private Optional<Double> seconds(String name) {
        return of(name).map(Result::seconds);
    }

    private Optional<Result> of(String name) {
        return results.stream()
                .filter(result -> result.contestant().name().equals(name))
                .findAny();
    }

    /** Empty where the machine was left alone. */
    public String warning() {
        var disturbed = results.stream()
                .filter(Result::isDisturbed)
                .map(result -> result.contestant().name())
                .toList();
        return disturbed.isEmpty()
                ? ""
                : "The machine was not left alone in any run of %s: its time is not to be trusted%n"
                        .formatted(disturbed);
    }

    /** One line for each target whose contestants took part. */
    public String targets() {
        var text = new StringBuilder();
        target(text, OURS_LOCAL, 1, DUCKDB);
        target(text, OURS_LOCAL, 1 / 8.0, TUTORIAL);
        target(text, OURS_S3, 1 / 2.0, TUTORIAL);
        for (var name : List.of(OURS_LOCAL, OURS_S3)) {
            of(name).ifPresent(result -> text.append("%s: %s peaks at %,d MiB, to be below %,d%n"
                    .formatted(met(result.peakMiB() < MOST_MIB), name, result.peakMiB(), MOST_MIB)));
        }
        return text.toString();
    }

    private void target(StringBuilder text, String name, double share, String other) {
        if (seconds(name).isPresent() && seconds(other).isPresent()) {
            double bound = share * seconds(other).get();
            text.append("%s: %s took %.2f s, to take at most %.2f s (%.3f of %s)%n"
                    .formatted(
                            met(seconds(name).get() <= bound),
                            name,
                            seconds(name).get(),
                            bound,
                            share,
                            other));
        }
    }

    private static String met(boolean met) {
        return met ? "met" : "NOT MET";
    }
}
