package fr.toise.cleaning;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.trim;

import fr.toise.contracts.event.LandedFile;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The landed CSVs, read by header name: years differ in the order of their columns and add new ones. */
final class LandedLines {

    static final List<String> LOT_NUMBERS =
            List.of("lot1_numero", "lot2_numero", "lot3_numero", "lot4_numero", "lot5_numero");
    static final List<String> LOT_AREAS = List.of(
            "lot1_surface_carrez",
            "lot2_surface_carrez",
            "lot3_surface_carrez",
            "lot4_surface_carrez",
            "lot5_surface_carrez");

    /** What the rules and the sales are made of; every file has to have it. */
    static final List<String> COLUMNS = concat(
            List.of("id_mutation", "date_mutation", "nature_mutation", "valeur_fonciere"),
            List.of("adresse_numero", "adresse_suffixe", "adresse_nom_voie", "adresse_code_voie", "code_postal"),
            List.of("code_commune", "nom_commune", "code_departement", "id_parcelle", "numero_volume"),
            LOT_NUMBERS,
            LOT_AREAS,
            List.of("code_type_local", "surface_reelle_bati", "nombre_pieces_principales"),
            List.of("code_nature_culture", "surface_terrain", "longitude", "latitude"));

    private LandedLines() {}

    @SafeVarargs
    static List<String> concat(List<String>... lists) {
        var all = new ArrayList<String>();
        for (var list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    static Dataset<Row> read(SparkSession spark, List<LandedFile> files) {
        return files.stream()
                .map(file -> read(spark, file.uri()))
                .reduce(Dataset::unionByName)
                .orElseThrow(() -> new RejectedException("no-files", "The snapshot has no files"));
    }

    private static Dataset<Row> read(SparkSession spark, String uri) {
        var lines = spark.read()
                .option("header", true)
                // RFC 4180: a quote within quotes is doubled
                .option("escape", "\"")
                .csv(uri.replaceFirst("^s3://", "s3a://"));
        requireColumns(uri, List.of(lines.columns()));
        return lines.select(COLUMNS.stream().map(LandedLines::text).toArray(Column[]::new));
    }

    private static void requireColumns(String uri, List<String> found) {
        var missing = COLUMNS.stream().filter(column -> !found.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new RejectedException(
                    "missing-column",
                    "%s lacks %s %s; found %s"
                            .formatted(uri, missing.size() == 1 ? "the column" : "the columns", missing, found));
        }
    }

    private static Column text(String column) {
        return nullif(trim(col(column)), lit("")).as(column);
    }
}
