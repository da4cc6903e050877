package fr.toise.cleaning;

import static org.apache.spark.sql.functions.col;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The columns of the parquet, and the order of its rows. */
final class CleanSales {

    private CleanSales() {}

    static Dataset<Row> of(Dataset<Row> judgedSales) {
        return judgedSales
                .where(col("rule").isNull())
                .select(
                        col("sale_id"),
                        col("date").as("sale_date"),
                        col("price"),
                        FlatFacts.of("code_departement").as("department"),
                        FlatFacts.of("code_commune").as("commune"),
                        FlatFacts.of("nom_commune").as("commune_name"),
                        FlatFacts.of("code_postal").as("postal_code"),
                        FlatFacts.of("id_parcelle").as("parcel"),
                        col("street_code"),
                        col("street_number"),
                        FlatFacts.of("adresse_suffixe").as("street_suffix"),
                        FlatFacts.of("adresse_nom_voie").as("street_name"),
                        col("built_area"),
                        col("carrez_area"),
                        col("area"),
                        col("rooms"),
                        col("outbuildings"),
                        col("longitude"),
                        col("latitude"))
                // one file: where rows are cut into several depends on how they happened to arrive
                .repartition(1)
                .sortWithinPartitions("sale_date", "sale_id");
    }
}
