package fr.toise.samplesales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSalesTest {

    private static final List<String> COLUMNS = List.of(SampleSales.HEADER.split(","));

    @Test
    void writesTheOfficialHeader() {
        // Given
        var sales = SampleSales.year(2024, 10, 1);

        // When
        var first = sales.lines().findFirst().orElseThrow();

        // Then
        assertThat(first)
                .isEqualTo(
                        "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,surface_terrain,longitude,latitude");
    }

    @Test
    void writesTheSameBytesForTheSameSeed() throws IOException {
        // Given
        var written = new StringBuilder();
        SampleSales.year(2023, 500, 7).writeTo(written);

        // When
        byte[] read;
        try (var in = SampleSales.year(2023, 500, 7).open()) {
            read = in.readAllBytes();
        }

        // Then
        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(written.toString());
        assertThat(SampleSales.year(2023, 500, 8).lines().toList())
                .isNotEqualTo(written.toString().lines().toList());
    }

    /** Whoever changes what is made changes this too: everybody's made-up sales become other ones. */
    @Test
    void writesTheSameBytesOnEveryMachine() throws Exception {
        // When
        byte[] digest;
        try (var in = SampleSales.year(2024, 200, 7).open()) {
            digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
        }

        // Then
        assertThat(HexFormat.of().formatHex(digest))
                .isEqualTo("fb67bc56ef0e9e038374122b64c699a6d0911372629d2ec5d44c62718a889600");
    }

    @Test
    void everyLineHasAFieldForEveryColumn() {
        // When
        var lines = SampleSales.year(2021, 2000, 1).lines();

        // Then
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(40));
    }

    @ParameterizedTest
    @CsvSource({"2021, 10920", "2022, 10795", "2023, 10221", "2024, 9643", "2025, 9778"})
    void singleFlatsCostWhatTheyDidInThatYear(int year, int published) {
        // When
        var perSquareMetre = singleFlats(rows(year, SampleSales.SALES_A_YEAR)).stream()
                .map(flat -> number(flat, "valeur_fonciere") / area(flat))
                .filter(price -> price > 2000 && price < 40000)
                .sorted()
                .toList();

        // Then
        assertThat(perSquareMetre.get(perSquareMetre.size() / 2)).isCloseTo(published, withinPercentage(3));
        assertThat(perSquareMetre).hasSizeGreaterThan(SampleSales.SALES_A_YEAR * 8 / 10);
    }

    @Test
    void everyParcelStandsInItsArrondissementInParis() {
        // When
        var located = rows(2022, 3000).stream()
                .filter(row -> !row.get("longitude").isEmpty())
                .toList();

        // Then
        assertThat(located).allSatisfy(row -> {
            assertThat(row.get("id_parcelle")).matches("751(0[1-9]|1[0-9]|20)000[A-Z]{2}\\d{4}");
            assertThat(row.get("id_parcelle")).startsWith(row.get("code_commune"));
            assertThat(row.get("code_postal"))
                    .isEqualTo("750" + row.get("code_commune").substring(3));
            assertThat(number(row, "longitude")).isBetween(2.25, 2.42);
            assertThat(number(row, "latitude")).isBetween(48.81, 48.91);
        });
        assertThat(located.stream().map(row -> row.get("code_commune")).distinct())
                .hasSize(20);
    }

    @Test
    void buildingsStayWhereTheyAreFromYearToYear() {
        // Given
        var before = places(2021);

        // When
        var after = places(2025);

        // Then
        var both = new HashSet<>(before.keySet());
        both.retainAll(after.keySet());
        assertThat(both).hasSizeGreaterThan(500);
        assertThat(both).allSatisfy(parcel -> assertThat(after.get(parcel)).isEqualTo(before.get(parcel)));
    }

    @Test
    void aParcelHasOneAddress() {
        // When
        var addresses = rows(2024, 6000).stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("id_parcelle"),
                        Collectors.mapping(
                                row -> row.get("adresse_numero") + " " + row.get("adresse_nom_voie"),
                                Collectors.toSet())));

        // Then
        assertThat(addresses.values()).allSatisfy(found -> assertThat(found).hasSize(1));
    }

    @Test
    void aCellarStandsOnALineOfItsOwnWithThePriceOfTheWholeSale() {
        // When
        var withCellar = sales(rows(2023, 2000)).values().stream()
                .filter(sale -> count(sale, "Appartement") == 1 && count(sale, "Dépendance") > 0)
                .toList();

        // Then
        assertThat(withCellar).hasSizeGreaterThan(800);
        assertThat(withCellar).allSatisfy(sale -> assertThat(
                        sale.stream().map(row -> row.get("valeur_fonciere")).distinct())
                .hasSize(1));
    }

    @Test
    void aboutOneLineInTwentyIsWrittenTwice() {
        // When
        var lines = SampleSales.year(2023, 6000, 1).lines().toList();

        // Then
        double repeated = lines.size() - new HashSet<>(lines).size();
        assertThat(repeated / lines.size()).isBetween(0.035, 0.06);
    }

    @Test
    void threeFlatsInFourHaveALegalArea() {
        // When
        var flats = singleFlats(rows(2023, 6000));

        // Then
        double measured = flats.stream()
                .filter(flat -> !flat.get("lot1_surface_carrez").isEmpty())
                .count();
        assertThat(measured / flats.size()).isBetween(0.72, 0.78);
    }

    @Test
    void thereIsSomethingForEveryCleaningRule() {
        // When
        var rows = rows(2023, 6000);
        var sales = sales(rows).values();

        // Then
        assertThat(rows.stream().map(row -> row.get("nature_mutation")).distinct())
                .containsExactlyInAnyOrder("Vente", "Vente en l'état futur d'achèvement", "Echange", "Adjudication");
        assertThat(rows.stream().map(row -> row.get("type_local")).distinct())
                .containsExactlyInAnyOrder(
                        "Appartement", "Dépendance", "Maison", "Local industriel. commercial ou assimilé");
        assertThat(rows.stream().map(row -> row.get("valeur_fonciere"))).contains("", "0", "1");
        assertThat(rows).anyMatch(row -> row.get("longitude").isEmpty());
        assertThat(rows).anyMatch(row -> row.get("surface_reelle_bati").equals("2"));
        assertThat(sales).anyMatch(sale -> count(sale, "Appartement") > 1);
        assertThat(sales).anyMatch(sale -> count(sale, "Appartement") == 0);
        assertThat(sales)
                .anyMatch(sale -> sale.stream()
                                .map(row -> row.get("code_commune"))
                                .distinct()
                                .count()
                        > 1);
    }

    @Test
    void knowingTheBuildingNarrowsThePriceDown() {
        // Given
        var rows = new ArrayList<Map<String, String>>();
        for (int year = 2021; year <= 2025; year++) {
            rows.addAll(singleFlats(rows(year, 6000)));
        }

        // When
        double city = spread(rows);
        double building = rows.stream().collect(Collectors.groupingBy(row -> row.get("id_parcelle"))).values().stream()
                .filter(sales -> sales.size() >= 5)
                .mapToDouble(SampleSalesTest::spread)
                .average()
                .orElseThrow();

        // Then
        assertThat(building).isLessThan(city * 0.85);
    }

    @Test
    void refusesAYearWithoutSales() {
        // Then
        assertThatThrownBy(() -> SampleSales.year(2024, 0, 1)).hasMessageContaining("A year of 0 sales");
    }

    private static double spread(List<Map<String, String>> flats) {
        var logs = flats.stream()
                .mapToDouble(flat -> Math.log(number(flat, "valeur_fonciere") / area(flat)))
                .sorted()
                .toArray();
        double middle = logs[logs.length / 2];
        double sum = 0;
        for (var log : logs) {
            sum += Math.abs(log - middle);
        }
        return sum / logs.length;
    }

    private static Map<String, String> places(int year) {
        return rows(year, 3000).stream()
                .filter(row -> !row.get("longitude").isEmpty())
                .collect(Collectors.toMap(
                        row -> row.get("id_parcelle"),
                        row -> row.get("adresse_nom_voie") + row.get("longitude") + row.get("latitude"),
                        (one, other) -> one));
    }

    private static List<Map<String, String>> rows(int year, int sales) {
        return SampleSales.year(year, sales, 1)
                .lines()
                .skip(1)
                .map(SampleSalesTest::row)
                .toList();
    }

    private static Map<String, String> row(String line) {
        var fields = line.split(",", -1);
        var row = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.length; i++) {
            row.put(COLUMNS.get(i), fields[i]);
        }
        return row;
    }

    private static Map<String, List<Map<String, String>>> sales(List<Map<String, String>> rows) {
        return new LinkedHashSet<>(rows)
                .stream()
                        .collect(Collectors.groupingBy(
                                row -> row.get("id_mutation"), LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Map<String, String>> singleFlats(List<Map<String, String>> rows) {
        return sales(rows).values().stream()
                .filter(sale -> count(sale, "Appartement") == 1
                        && count(sale, "Maison") == 0
                        && count(sale, "Local industriel. commercial ou assimilé") == 0)
                .flatMap(List::stream)
                .filter(row -> row.get("type_local").equals("Appartement"))
                .filter(row -> row.get("nature_mutation").equals("Vente"))
                .filter(row -> !row.get("valeur_fonciere").isEmpty() && number(row, "valeur_fonciere") > 50_000)
                .toList();
    }

    private static long count(List<Map<String, String>> sale, String type) {
        return sale.stream().filter(row -> row.get("type_local").equals(type)).count();
    }

    private static double area(Map<String, String> flat) {
        return number(flat, flat.get("lot1_surface_carrez").isEmpty() ? "surface_reelle_bati" : "lot1_surface_carrez");
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }
}
