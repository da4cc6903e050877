package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.job.CleaningReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All cases are cleaned at once, as one file, for a Spark query of its own takes each of them a second. */
class CleaningRulesTest {

    /**
     * One sale, and the rule that is to take it.
     *
     * @param rule null when the sale is to be kept
     */
    private record Case(String name, String rule, Line... lines) {}

    private static final List<Case> CASES = List.of(
            keeps("a flat", Line.flat()),
            keeps("a flat with a cellar", Line.flat(), Line.cellar()),
            keeps(
                    "a flat with two cellars",
                    Line.flat(),
                    Line.cellar(),
                    Line.cellar().with("lot1_numero", "32")),
            keeps("a flat that is listed twice", Line.flat(), Line.flat()),
            keeps(
                    "a flat that is listed once for each kind of land",
                    Line.flat().with("code_nature_culture", "S").with("surface_terrain", "310"),
                    Line.flat().with("code_nature_culture", "J").with("surface_terrain", "95")),
            keeps("a price with a decimal comma", Line.flat().with("valeur_fonciere", "\"400000,00\"")),
            drops("unreadable", "a date that is none", Line.flat().with("date_mutation", "2023-13-05")),
            drops("unreadable", "no price", Line.flat().with("valeur_fonciere", "")),
            drops("unreadable", "a price that is none", Line.flat().with("valeur_fonciere", "n/a")),
            drops(
                    "off-plan",
                    "a flat that is not built yet",
                    Line.flat().with("nature_mutation", "Vente en l'état futur d'achèvement")),
            drops("exchange", "an exchange", Line.flat().with("nature_mutation", "Echange")),
            drops("auction", "an auction", Line.flat().with("nature_mutation", "Adjudication")),
            drops("other-nature", "an expropriation", Line.flat().with("nature_mutation", "Expropriation")),
            drops("other-nature", "building land", Line.flat().with("nature_mutation", "Vente terrain à bâtir")),
            drops("other-nature", "no nature", Line.flat().with("nature_mutation", "")),
            drops(
                    "several-communes",
                    "flats in two arrondissements under one id",
                    Line.flat(),
                    Line.flat().with("code_commune", "75110").with("id_parcelle", "75110000AC0001")),
            drops("commercial-premises", "a flat with a shop", Line.flat(), Line.shop()),
            drops("house", "a house", Line.house()),
            drops("house", "a flat with a house", Line.flat(), Line.house()),
            drops("land", "a flat with a garden", Line.flat(), Line.garden()),
            drops("no-flat", "a cellar alone", Line.cellar()),
            drops("several-flats", "two flats", Line.flat(), Line.flat().with("lot1_numero", "151")),
            drops("unknown-premises", "a flat with a lot of unknown use", Line.flat(), Line.undescribedLot()),
            drops("symbolic-price", "one euro", Line.flat().with("valeur_fonciere", "1")),
            drops("symbolic-price", "a price of nothing", Line.flat().with("valeur_fonciere", "0")),
            drops("price-out-of-bounds", "a price below the bounds", Line.flat().with("valeur_fonciere", "50000")),
            drops("price-out-of-bounds", "a price above the bounds", Line.flat().with("valeur_fonciere", "4000000")),
            drops(
                    "missing-area",
                    "no area",
                    Line.flat().with("surface_reelle_bati", "0").with("lot1_surface_carrez", "")),
            drops(
                    "area-out-of-bounds",
                    "a flat of 8 m²",
                    Line.flat().with("surface_reelle_bati", "8").with("lot1_surface_carrez", "8.9")),
            drops(
                    "missing-coordinates",
                    "no position",
                    Line.flat().with("longitude", "").with("latitude", "")),
            drops(
                    "missing-coordinates",
                    "a longitude in the place of the latitude",
                    Line.flat().with("longitude", "48.880564").with("latitude", "2.345859")),
            drops(
                    "price-per-square-metre-out-of-bounds",
                    "45,662 €/m²",
                    Line.flat().with("valeur_fonciere", "2000000")),
            drops(
                    "price-per-square-metre-out-of-bounds",
                    "1,186 €/m²",
                    Line.flat().with("valeur_fonciere", "51950")));

    private static final Map<String, String> RULES = new HashMap<>();
    private static CleaningReport report;

    private static Case keeps(String name, Line... lines) {
        return new Case(name, null, lines);
    }

    private static Case drops(String rule, String name, Line... lines) {
        return new Case(name, rule, lines);
    }

    @BeforeAll
    static void cleanAllCases(@TempDir Path folder) {
        var lines = new ArrayList<Line>();
        for (int sale = 0; sale < CASES.size(); sale++) {
            var number = String.valueOf(1_000 + sale);
            Arrays.stream(CASES.get(sale).lines())
                    // each in a building of its own, or they would be the same flat sold many times over
                    .map(line -> line.ofSale("2023-" + number)
                            .with(
                                    "id_parcelle",
                                    line.values().get("id_parcelle").substring(0, 10) + number))
                    .forEach(lines::add);
        }
        var arguments =
                new Landing(folder).file("2023.csv", lines.toArray(Line[]::new)).of("75");
        var judged = CleaningJob.judgedSales(LocalSpark.session(), arguments).cache();
        judged.select("id", "rule").collectAsList().forEach(sale -> RULES.put(sale.getString(0), sale.getString(1)));
        report = Account.of(judged, arguments);
    }

    @TestFactory
    Stream<DynamicTest> takesASaleByTheRuleThatIsForIt() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(
                        (each.rule() == null ? "keeps " : "drops by " + each.rule() + ": ") + each.name(),
                        () -> assertThat(RULES.get("2023-" + (1_000 + CASES.indexOf(each))))
                                .isEqualTo(each.rule())));
    }

    @Test
    void countsEveryCaseUnderItsRule() {
        // Given
        var expected = new LinkedHashMap<String, Long>();
        CASES.stream().filter(each -> each.rule() != null).forEach(each -> expected.merge(each.rule(), 1L, Long::sum));

        // Then
        assertThat(report.funnel().dropped())
                .filteredOn(dropped -> dropped.sales() > 0)
                .allSatisfy(dropped -> assertThat(dropped.sales()).isEqualTo(expected.get(dropped.rule())))
                .hasSameSizeAs(expected.keySet());
    }

    @Test
    void accountsForEveryLineAndEverySale() {
        // Given
        var funnel = report.funnel();
        var linesKept = CASES.stream()
                        .filter(each -> each.rule() == null)
                        .mapToLong(each -> each.lines().length)
                        .sum()
                - 1; // the flat that is listed twice

        // Then
        assertThat(funnel.linesRead())
                .isEqualTo(linesKept
                        + funnel.dropped().stream()
                                .mapToLong(each -> each.lines())
                                .sum());
        assertThat(funnel.salesFound())
                .isEqualTo(CASES.size())
                .isEqualTo(funnel.salesKept()
                        + funnel.dropped().stream()
                                .mapToLong(each -> each.sales())
                                .sum());
    }

    @Test
    void everyRuleHasACase() {
        assertThat(CleaningRules.names(Landing.BOUNDS))
                .filteredOn(rule -> CASES.stream().noneMatch(each -> rule.equals(each.rule())))
                .containsExactly("unreadable-line", "other-department", "duplicate-line", "repeated-sale");
    }

    @Test
    void measuresHowOftenAnIdSpansCommunes() {
        assertThat(report.idsOverCommunes()).isEqualTo(1.0 / CASES.size());
    }

    @Test
    void theSameSalePublishedUnderTwoIdsIsKeptOnce(@TempDir Path folder) {
        // Given
        var arguments = new Landing(folder)
                .file("2023.csv", Line.flat().ofSale("2023-1"), Line.flat().ofSale("2023-2"))
                .of("75");

        // When
        var rules =
                CleaningJob.judgedSales(LocalSpark.session(), arguments)
                        .orderBy("id")
                        .select("rule")
                        .collectAsList()
                        .stream()
                        .map((Row sale) -> sale.getString(0))
                        .toList();

        // Then
        assertThat(rules).containsExactly(null, "repeated-sale");
    }
}
