package fr.toise.cleaning;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.median;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.year;

import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of every line. */
final class Account {

    private static final String KEPT = "";

    /**
     * What became of the sales that one rule took, or that none did.
     *
     * @param linesRead with the copies
     * @param lines     without them
     */
    private record Taken(String rule, long linesRead, long lines, long sales) {

        static final Taken NOTHING = new Taken(KEPT, 0, 0, 0);

        boolean isOfLines() {
            return rule.equals(DistinctLines.UNREADABLE) || rule.equals(DistinctLines.OTHER_DEPARTMENT);
        }
    }

    private Account() {}

    static CleaningReport of(Dataset<Row> judgedSales, CleaningArguments arguments) {
        var funnel = funnel(judgedSales, CleaningRules.names(arguments.thresholds()));
        var kept = judgedSales.where(col("rule").isNull());
        var figures = kept.agg(min("date"), max("date"), median(col("price_per_square_metre")))
                .head();
        return new CleaningReport(
                arguments.dataset(),
                arguments.version(),
                arguments.snapshot(),
                arguments.madeUp(),
                funnel,
                localDate(figures.getDate(0)),
                localDate(figures.getDate(1)),
                salesByYear(kept),
                figures.isNullAt(2) ? 0 : figures.getDouble(2),
                idsOverCommunes(judgedSales));
    }

    private static LocalDate localDate(Date date) {
        return date == null ? null : date.toLocalDate();
    }

    private static Funnel funnel(Dataset<Row> judgedSales, List<String> rules) {
        var taken = taken(judgedSales);
        var linesRead = taken.values().stream().mapToLong(Taken::linesRead).sum();
        var salesFound = taken.values().stream()
                .filter(each -> !each.isOfLines())
                .mapToLong(Taken::sales)
                .sum();
        var duplicates = taken.values().stream()
                .filter(each -> !each.isOfLines())
                .mapToLong(each -> each.linesRead() - each.lines())
                .sum();
        var dropped = rules.stream()
                .map(rule -> rule.equals(DistinctLines.DUPLICATE)
                        ? new Dropped(rule, duplicates, 0)
                        : dropped(rule, taken.getOrDefault(rule, Taken.NOTHING)))
                .toList();
        return new Funnel(
                linesRead, salesFound, taken.getOrDefault(KEPT, Taken.NOTHING).sales(), dropped);
    }

    private static Dropped dropped(String rule, Taken taken) {
        return taken.isOfLines()
                ? new Dropped(rule, taken.linesRead(), 0)
                : new Dropped(rule, taken.lines(), taken.sales());
    }

    private static Map<String, Taken> taken(Dataset<Row> judgedSales) {
        return judgedSales
                .groupBy(coalesce(col("rule"), lit(KEPT)))
                .agg(sum("lines_read"), sum("lines"), count(lit(1)))
                .collectAsList()
                .stream()
                .map(row -> new Taken(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)))
                .collect(Collectors.toMap(Taken::rule, Function.identity()));
    }

    private static Map<Integer, Long> salesByYear(Dataset<Row> kept) {
        return kept.groupBy(year(col("date"))).count().collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getInt(0), row -> row.getLong(1)));
    }

    /** The publisher's counter can join unrelated sales of one day and price; how often is a measure of how far to trust it. */
    private static double idsOverCommunes(Dataset<Row> judgedSales) {
        var share = judgedSales
                .where(col("dropped_by").isNull())
                .groupBy("id")
                .agg(size(array_distinct(flatten(collect_list("communes")))).as("communes"))
                .agg(avg(col("communes").gt(1).cast("int")))
                .head();
        return share.isNullAt(0) ? 0 : share.getDouble(0);
    }
}
