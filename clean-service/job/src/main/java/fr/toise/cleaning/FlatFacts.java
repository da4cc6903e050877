package fr.toise.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is said of the flat of a sale, as numbers that can be used. */
final class FlatFacts {

    /** A Carrez area further than this from the tax office's is of something else than the flat. */
    private static final double LEAST_CREDIBLE = 0.5;

    private static final double MOST_CREDIBLE = 1.5;

    private FlatFacts() {}

    static Dataset<Row> add(Dataset<Row> sales) {
        return sales.withColumn("built_area", positive(of("surface_reelle_bati")))
                .withColumn("lots_area", positive(lotsArea()))
                .withColumn("carrez_area", when(credible(), col("lots_area")))
                .withColumn("area", coalesce(col("carrez_area"), col("built_area")))
                .withColumn("price_per_square_metre", col("price").divide(col("area")))
                .withColumn("longitude", Sales.number(of("longitude")))
                .withColumn("latitude", Sales.number(of("latitude")))
                .withColumn("rooms", whole(positive(of("nombre_pieces_principales"))))
                .withColumn("street_number", whole(of("adresse_numero")))
                .withColumn("street_code", concat(of("code_commune"), lpad(of("adresse_code_voie"), 4, "0")))
                .withColumn("sale_id", saleId());
    }

    static Column of(String landedColumn) {
        return col("flat").getField(landedColumn);
    }

    private static Column lotsArea() {
        return LandedLines.LOT_AREAS.stream()
                .map(lot -> coalesce(Sales.number(of(lot)), lit(0.0)))
                .reduce(Column::plus)
                // sums of decimals in binary: 12.1 + 30.2 is to stay 42.3
                .map(sum -> round(sum, 2))
                .orElseThrow();
    }

    private static Column credible() {
        var ratio = col("lots_area").divide(col("built_area"));
        return col("built_area").isNull().or(ratio.between(LEAST_CREDIBLE, MOST_CREDIBLE));
    }

    private static Column positive(Column number) {
        var value = number.try_cast("double");
        return when(value.gt(0), value);
    }

    private static Column whole(Column number) {
        return number.try_cast("double").try_cast("int");
    }

    /** Ours, and not the publisher's: his is a counter that changes from release to release. */
    private static Column saleId() {
        var identity = Stream.of(
                Stream.of(col("date"), round(col("price").multiply(100)).try_cast("bigint")),
                Stream.of("code_commune", "id_parcelle", "numero_volume").map(FlatFacts::of),
                LandedLines.LOT_NUMBERS.stream().map(FlatFacts::of),
                Stream.of(col("built_area"), col("lots_area"), col("rooms")));
        var parts = identity.flatMap(part -> part)
                .map(part -> coalesce(part.cast("string"), lit("")))
                .toArray(Column[]::new);
        return substring(sha2(concat_ws("|", parts), 256), 1, 16);
    }
}
