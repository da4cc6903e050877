package fr.toise.bench.peer;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules of cleaning, written once more in SQL and from their description alone: what DuckDB runs, and what our job's
 * sales are checked against.
 */
public record RulesInSql(List<Path> files, SalesScope scope, Thresholds thresholds) {

    private static final String LAND_AREA = """
            list_sum(list_transform(
                    list_distinct(list({
                        parcel: id_parcelle, culture: code_nature_culture, special: code_nature_culture_speciale,
                        text: surface_terrain
                    }) FILTER (surface_terrain IS NOT NULL)),
                    lambda land: coalesce(positive(number(land.text)), 0)))""";

    /**
     * @param sales file of parquet to write
     * @param rules file of CSV to write: {@code rule,sales}, how many sales each rule took
     */
    public String script(Path sales, Path rules) {
        var values = new LinkedHashMap<String, String>();
        values.put("files", files.stream().map(RulesInSql::quoted).collect(Collectors.joining(", ")));
        values.put("departments", departments());
        values.put("housesAsked", String.valueOf(asked(PropertyType.HOUSE)));
        values.put("flatsAsked", String.valueOf(asked(PropertyType.FLAT)));
        // adding it up takes time, and of sales without a house nobody asks
        values.put("landArea", asked(PropertyType.HOUSE) ? LAND_AREA : "NULL::DOUBLE");
        values.put("minimumPrice", String.valueOf(thresholds.minimumPrice()));
        values.put("maximumPrice", String.valueOf(thresholds.maximumPrice()));
        values.put("minimumArea", String.valueOf(thresholds.minimumArea()));
        values.put("maximumArea", String.valueOf(thresholds.maximumArea()));
        values.put("maximumLandArea", String.valueOf(thresholds.maximumLandArea()));
        values.put("outlierFactor", String.valueOf(thresholds.outlierFactor()));
        values.put("outlierDeviations", String.valueOf(thresholds.outlierDeviations()));
        values.put("output", sales.toString().replace("'", "''"));
        values.put("rules", rules.toString().replace("'", "''"));
        return filled(template(), values);
    }

    private String departments() {
        return scope.departments().isEmpty()
                ? "true"
                : scope.departments().stream()
                        .map(code -> "'" + code.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "code_departement IN (", ")"));
    }

    private boolean asked(PropertyType type) {
        return scope.types().contains(type);
    }

    /** How many sales {@link TutorialRecipe} has to come to. */
    public static String tutorialRows(List<Path> files) {
        return """
                SELECT count(DISTINCT id_mutation)
                FROM read_csv([%s], header = true, all_varchar = true, union_by_name = true, delim = ',', quote = '"', escape = '"')
                WHERE code_departement = '75' AND type_local = 'Appartement' AND nature_mutation = 'Vente'
                    AND valeur_fonciere IS NOT NULL AND lot1_surface_carrez IS NOT NULL
                    AND longitude IS NOT NULL AND latitude IS NOT NULL
                """.formatted(files.stream().map(RulesInSql::quoted).collect(Collectors.joining(", ")));
    }

    private static String quoted(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    private static String filled(String template, Map<String, String> values) {
        var filled = template;
        for (var value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }

    private static String template() {
        try (var in = RulesInSql.class.getResourceAsStream("our-rules.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read our-rules.sql", e);
        }
    }
}
