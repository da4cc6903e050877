package fr.toise.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesInSqlTest {

    private static final String HEADER = "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,"
            + "adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,"
            + "code_departement,id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,"
            + "lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,"
            + "code_type_local,surface_reelle_bati,nombre_pieces_principales,code_nature_culture,"
            + "code_nature_culture_speciale,surface_terrain,longitude,latitude";

    private static final Thresholds THRESHOLDS = new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5);

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));

    @TempDir
    private Path folder;

    /** A line of a flat in the rue Turgot; what differs from that is said by position in the header. */
    private record Line(Map<String, String> fields) {

        static Line flat(String id) {
            var fields = new TreeMap<String, String>();
            fields.putAll(Map.of(
                    "id_mutation", id,
                    "date_mutation", "2023-01-05",
                    "numero_disposition", "000001",
                    "nature_mutation", "Vente",
                    "valeur_fonciere", "400000",
                    "code_commune", "75109",
                    "code_departement", "75",
                    "id_parcelle", "75109000BD0036",
                    "lot1_numero", "150",
                    "code_type_local", "2"));
            fields.putAll(Map.of(
                    "lot1_surface_carrez", "43.8",
                    "surface_reelle_bati", "43",
                    "nombre_pieces_principales", "2",
                    "longitude", "2.345859",
                    "latitude", "48.880564"));
            return new Line(fields);
        }

        Line with(String field, String value) {
            var changed = new TreeMap<>(fields);
            changed.put(field, value);
            return new Line(changed);
        }

        String text() {
            return List.of(HEADER.split(",")).stream()
                    .map(column -> fields.getOrDefault(column, ""))
                    .collect(Collectors.joining(","));
        }
    }

    @Test
    void keepsOneSaleOfOneFlatAndItsOutbuildings() throws Exception {
        // Given
        var flat = Line.flat("2023-1");
        var cellar = flat.with("code_type_local", "3")
                .with("lot1_numero", "7")
                .with("lot1_surface_carrez", "")
                .with("surface_reelle_bati", "");

        // When
        var made = run(FLATS_OF_PARIS, flat, flat, cellar);

        // Then
        assertThat(made.sales()).containsExactly("2023-01-05 400000.0 FLAT 43.8 CARREZ 2 1");
        assertThat(made.rules().values()).containsOnly(0L);
    }

    @Test
    void takesTheBuiltAreaWhereTheCarrezAreaIsNotCredible() throws Exception {
        // When
        var made = run(FLATS_OF_PARIS, Line.flat("2023-1").with("lot1_surface_carrez", "4.38"));

        // Then
        assertThat(made.sales()).containsExactly("2023-01-05 400000.0 FLAT 43.0 BUILT 2 0");
    }

    @Test
    void tellsStrangersUnderOneIdApart() throws Exception {
        // Given
        var elsewhere = Line.flat("2023-1").with("code_commune", "75115").with("id_parcelle", "75115000AB0001");

        // When
        var made = run(FLATS_OF_PARIS, Line.flat("2023-1"), elsewhere);

        // Then
        assertThat(made.sales()).hasSize(2);
    }

    @Test
    void namesTheRuleThatTookASale() throws Exception {
        // Given
        var lines = List.of(
                Line.flat("1").with("valeur_fonciere", ""),
                Line.flat("incomplete"),
                Line.flat("incomplete").with("code_type_local", "4").with("code_commune", ""),
                Line.flat("2").with("nature_mutation", "Vente en l'état futur d'achèvement"),
                Line.flat("3").with("nature_mutation", "Echange"),
                Line.flat("4").with("nature_mutation", "Adjudication"),
                Line.flat("5").with("nature_mutation", "Expropriation"),
                Line.flat("6").with("code_type_local", "4"),
                Line.flat("7").with("code_type_local", "1"),
                Line.flat("8").with("code_type_local", "").with("code_nature_culture", "J"),
                Line.flat("9").with("code_type_local", "3"),
                Line.flat("10"),
                Line.flat("10").with("lot1_numero", "151"),
                Line.flat("11"),
                Line.flat("11").with("code_type_local", ""),
                Line.flat("12").with("valeur_fonciere", "1"),
                Line.flat("13").with("valeur_fonciere", "50000"),
                Line.flat("14").with("lot1_surface_carrez", "").with("surface_reelle_bati", ""),
                Line.flat("15").with("lot1_surface_carrez", "8").with("surface_reelle_bati", "8"),
                Line.flat("16").with("longitude", "48.880564").with("latitude", "2.345859"));

        // When
        var made = run(FLATS_OF_PARIS, lines.toArray(Line[]::new));

        // Then
        assertThat(made.sales()).isEmpty();
        assertThat(made.rules())
                .containsAllEntriesOf(ones(
                        "unreadable",
                        "incomplete-sale",
                        "off-plan",
                        "exchange",
                        "auction",
                        "other-nature",
                        "commercial-premises",
                        "house",
                        "land",
                        "no-premises",
                        "several-premises",
                        "unknown-premises",
                        "symbolic-price",
                        "price-out-of-bounds",
                        "missing-area",
                        "area-out-of-bounds",
                        "missing-coordinates"));
    }

    private static Map<String, Long> ones(String... rules) {
        return List.of(rules).stream().collect(Collectors.toMap(rule -> rule, rule -> 1L));
    }

    @Test
    void takesWhatLiesFarFromTheOthersOfItsCommune() throws Exception {
        // Given
        var lines = flatsNextToEachOther(12);
        lines.add(Line.flat("far").with("longitude", "2.41").with("latitude", "48.84"));

        // When
        var made = run(FLATS_OF_PARIS, lines.toArray(Line[]::new));

        // Then
        assertThat(made.sales()).hasSize(12);
        assertThat(made.rules()).containsEntry("coordinates-outside-commune", 1L);
    }

    @Test
    void takesAPriceThatNobodyElsePays() throws Exception {
        // Given
        var lines = flatsNextToEachOther(40);
        lines.add(Line.flat("dear").with("valeur_fonciere", "1300000"));

        // When
        var made = run(FLATS_OF_PARIS, lines.toArray(Line[]::new));

        // Then
        assertThat(made.sales()).hasSize(40);
        assertThat(made.rules()).containsEntry("price-per-square-metre-out-of-bounds", 1L);
    }

    private static List<Line> flatsNextToEachOther(int number) {
        return new ArrayList<>(IntStream.range(0, number)
                .mapToObj(flat -> Line.flat("2023-" + flat)
                        .with("lot1_numero", String.valueOf(flat))
                        .with("valeur_fonciere", String.valueOf(400_000 + 1_000 * flat)))
                .toList());
    }

    @Test
    void keepsTheFirstOfASaleThatWasPublishedTwice() throws Exception {
        // When
        var made = run(FLATS_OF_PARIS, Line.flat("2023-2"), Line.flat("2023-1"));

        // Then
        assertThat(made.sales()).hasSize(1);
        assertThat(made.rules()).containsEntry("repeated-sale", 1L);
    }

    @Test
    void countsEachPieceOfAHousesLandOnce() throws Exception {
        // Given
        var houses = new SalesScope(List.of(), List.of(PropertyType.HOUSE));
        var house = Line.flat("2023-1").with("code_type_local", "1").with("lot1_surface_carrez", "");
        var ground = house.with("code_nature_culture", "S").with("surface_terrain", "3000");
        var garden = house.with("code_nature_culture", "J").with("surface_terrain", "2000");
        var shed = ground.with("code_type_local", "3");

        // When
        var made = run(houses, ground, garden, shed);

        // Then
        assertThat(made.sales()).containsExactly("2023-01-05 400000.0 HOUSE 43.0 BUILT 2 1");
    }

    private record Made(List<String> sales, Map<String, Long> rules) {}

    private Made run(SalesScope scope, Line... lines) throws IOException, SQLException {
        var text = new StringBuilder(HEADER).append('\n');
        for (var line : lines) {
            text.append(line.text()).append('\n');
        }
        var file = Files.writeString(folder.resolve("sales.csv"), text);
        var sales = folder.resolve("sales.parquet");
        var rules = folder.resolve("rules.csv");
        DuckDb.run(new RulesInSql(List.of(file), scope, THRESHOLDS).script(sales, rules));
        var counts = new TreeMap<String, Long>();
        for (var row : rows("FROM '%s'".formatted(rules))) {
            counts.put(row.split(" ")[0], Long.parseLong(row.split(" ")[1]));
        }
        return new Made(
                rows("SELECT sale_date, price, type, area, area_source, rooms, outbuildings FROM '%s' ORDER BY ALL"
                        .formatted(sales)),
                counts);
    }

    private static List<String> rows(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(String.join(" ", row));
            }
            return rows;
        }
    }
}
