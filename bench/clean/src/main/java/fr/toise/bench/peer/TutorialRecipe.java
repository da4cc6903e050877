package fr.toise.bench.peer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * Cleaning as tutorials have it. It keeps what it should not, several flats added up as one among them; it is here for
 * its speed, not for its sales.
 */
public final class TutorialRecipe {

    private TutorialRecipe() {}

    /** @param arguments folder to write to, and the CSV files */
    public static void main(String[] arguments) throws IOException {
        try (var spark = SparkSession.builder()
                .appName("tutorial")
                .master("local[*]")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .getOrCreate()) {
            spark.read()
                    .option("header", true)
                    .option("inferSchema", true)
                    .csv(Arrays.copyOfRange(arguments, 1, arguments.length))
                    .filter(isFlatOfParis())
                    .groupBy("id_mutation")
                    .agg(
                            first("date_mutation").as("date_mutation"),
                            first(col("valeur_fonciere").cast("double")).as("valeur_fonciere"),
                            sum(col("lot1_surface_carrez").cast("double")).as("surface_carrez"),
                            sum(col("nombre_pieces_principales").cast("int")).as("pieces"),
                            first("code_postal").as("code_postal"),
                            first(col("longitude").cast("double")).as("longitude"),
                            first(col("latitude").cast("double")).as("latitude"))
                    .write()
                    .mode("overwrite")
                    .parquet(arguments[0]);
        }
    }

    private static Column isFlatOfParis() {
        return col("code_departement")
                .equalTo("75")
                .and(col("type_local").equalTo("Appartement"))
                .and(col("nature_mutation").equalTo("Vente"))
                .and(col("valeur_fonciere").isNotNull())
                .and(col("lot1_surface_carrez").isNotNull())
                .and(col("longitude").isNotNull())
                .and(col("latitude").isNotNull());
    }
}
