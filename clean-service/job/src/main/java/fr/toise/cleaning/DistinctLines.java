package fr.toise.cleaning;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lines that count, once each, with the number of their {@code copies}. All the lines that one line rule drops become a single
 * row, so that counting them costs no pass of its own.
 */
final class DistinctLines {

    static final String UNREADABLE = "unreadable-line";
    static final String OTHER_DEPARTMENT = "other-department";
    static final String DUPLICATE = "duplicate-line";

    private DistinctLines() {}

    static Dataset<Row> of(Dataset<Row> lines, List<String> departments) {
        var droppedBy = when(withoutIdentity(), lit(UNREADABLE)).when(outside(departments), lit(OTHER_DEPARTMENT));
        var kept = LandedLines.COLUMNS.stream()
                .map(column -> when(col("dropped_by").isNull(), col(column)).as(column));
        return lines.withColumn("dropped_by", droppedBy)
                .select(Stream.concat(Stream.of(col("dropped_by")), kept).toArray(Column[]::new))
                .groupBy(Stream.concat(Stream.of("dropped_by"), LandedLines.COLUMNS.stream())
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new))
                .agg(count(lit(1)).as("copies"));
    }

    private static Column withoutIdentity() {
        return Stream.of("id_mutation", "code_departement", "code_commune", "id_parcelle")
                .map(column -> col(column).isNull())
                .reduce(Column::or)
                .orElseThrow();
    }

    private static Column outside(List<String> departments) {
        return departments.isEmpty() ? lit(false) : not(col("code_departement").isin(departments.toArray()));
    }
}
