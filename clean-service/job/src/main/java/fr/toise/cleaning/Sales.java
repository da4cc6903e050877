package fr.toise.cleaning;

import static org.apache.spark.sql.functions.array_size;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Lines regrouped to sales: the price belongs to the whole sale and stands on each of its lines. */
final class Sales {

    /** Tells one flat of a sale from another. The land it stands on is not among it: a flat is listed once for each kind of land. */
    private static final List<String> PREMISES = LandedLines.concat(
            List.of("id_parcelle", "numero_volume"),
            LandedLines.LOT_NUMBERS,
            LandedLines.LOT_AREAS,
            List.of("surface_reelle_bati", "nombre_pieces_principales"));

    private static final List<String> PLACE = List.of(
            "code_departement",
            "code_commune",
            "nom_commune",
            "code_postal",
            "adresse_code_voie",
            "adresse_nom_voie",
            "adresse_numero",
            "adresse_suffixe",
            "longitude",
            "latitude");

    private Sales() {}

    /** {@code flat} is the first of the flats; which one that is matters only where there are several, and those are dropped. */
    static Dataset<Row> regroup(Dataset<Row> distinctLines) {
        var premises = struct(columns(PREMISES));
        var described = struct(columns(LandedLines.concat(PREMISES, PLACE)));
        return distinctLines
                .groupBy(
                        col("dropped_by"),
                        col("id_mutation").as("id"),
                        col("date_mutation").try_cast("date").as("date"),
                        number(col("valeur_fonciere")).as("price"),
                        col("nature_mutation").as("nature"))
                .agg(
                        sum("copies").as("lines_read"),
                        count(lit(1)).as("lines"),
                        collect_set("code_commune").as("communes"),
                        count_if(is(Premises.HOUSE)).as("houses"),
                        count_if(is(Premises.COMMERCIAL)).as("commercial"),
                        count_if(unknown().and(col("code_nature_culture").isNotNull()))
                                .as("land"),
                        count_if(unknown().and(col("code_nature_culture").isNull()))
                                .as("unknown"),
                        array_size(collect_set(when(is(Premises.FLAT), premises)))
                                .as("flats"),
                        array_size(collect_set(when(is(Premises.OUTBUILDING), premises)))
                                .as("outbuildings"),
                        min(when(is(Premises.FLAT), described)).as("flat"));
    }

    /** Null where it is no number. */
    static Column number(Column text) {
        return regexp_replace(text, ",", ".").try_cast("double");
    }

    private static Column is(Premises premises) {
        return col("code_type_local").equalTo(premises.code);
    }

    private static Column unknown() {
        return not(coalesce(col("code_type_local").isin((Object[]) Premises.codes()), lit(false)));
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    }
}
