package fr.toise.cleaning.judging;

import static fr.toise.cleaning.judging.OfficialLine.cellar;
import static fr.toise.cleaning.judging.OfficialLine.flat;
import static fr.toise.cleaning.judging.OfficialLine.garden;
import static fr.toise.cleaning.judging.OfficialLine.house;
import static fr.toise.cleaning.judging.OfficialLine.sale;
import static fr.toise.cleaning.judging.OfficialLine.shop;
import static fr.toise.cleaning.judging.OfficialLine.undescribedLot;
import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SaleRulesTest {

    private static final Thresholds BOUNDS = new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5);

    private static final SaleRules OF_FLATS = rules(PropertyType.FLAT);
    private static final SaleRules OF_HOUSES = rules(PropertyType.HOUSE);
    private static final SaleRules OF_BOTH = rules(PropertyType.FLAT, PropertyType.HOUSE);

    /** @param rule null when the sale is to be kept */
    private record Case(String name, SaleRules rules, String rule, OfficialLine... lines) {}

    private static SaleRules rules(PropertyType... types) {
        return new SaleRules(new SalesScope(List.of(), List.of(types)), BOUNDS);
    }

    private static Case keeps(String name, SaleRules rules, OfficialLine... lines) {
        return new Case(name, rules, null, lines);
    }

    private static Case drops(String rule, String name, OfficialLine... lines) {
        return new Case(name, OF_FLATS, rule, lines);
    }

    private static Case drops(String rule, String name, SaleRules rules, OfficialLine... lines) {
        return new Case(name, rules, rule, lines);
    }

    private static final List<Case> CASES = List.of(
            keeps("a flat", OF_FLATS, flat()),
            keeps("a flat where both are asked for", OF_BOTH, flat()),
            keeps("a flat with a cellar", OF_FLATS, flat(), cellar()),
            keeps("a flat with two cellars", OF_FLATS, flat(), cellar(), cellar().with(Field.LOT1_NUMERO, "32")),
            keeps(
                    "a flat that is listed once for each kind of land",
                    OF_FLATS,
                    flat().with(Field.CODE_NATURE_CULTURE, "S").with(Field.SURFACE_TERRAIN, "310"),
                    flat().with(Field.CODE_NATURE_CULTURE, "J").with(Field.SURFACE_TERRAIN, "95")),
            keeps("a price with a decimal comma", OF_FLATS, flat().with(Field.VALEUR_FONCIERE, "400000,00")),
            keeps("a house", OF_HOUSES, house()),
            keeps("a house where both are asked for", OF_BOTH, house()),
            keeps("a house with its garden", OF_HOUSES, house(), gardenOfHouse("4479")),
            keeps("a price just inside the lower bound", OF_FLATS, flat().with(Field.VALEUR_FONCIERE, "50000.01")),
            keeps("a price just inside the upper bound", OF_FLATS, flat().with(Field.VALEUR_FONCIERE, "3999999.99")),
            keeps("the smallest flat", OF_FLATS, flatOf("9")),
            keeps("the largest flat", OF_FLATS, flatOf("500")),
            keeps("a flat on the island of Réunion", OF_FLATS, at("55.4504", "-20.8789")),
            drops("unreadable", "a date that is none", flat().with(Field.DATE_MUTATION, "2023-13-05")),
            drops("unreadable", "a date in another order", flat().with(Field.DATE_MUTATION, "05/01/2023")),
            drops("unreadable", "a letter in a year", flat().with(Field.DATE_MUTATION, "2O23-01-05")),
            drops("unreadable", "a year of five digits", flat().with(Field.DATE_MUTATION, "+12023-01-05")),
            drops("unreadable", "no date", flat().with(Field.DATE_MUTATION, null)),
            drops("unreadable", "no price", flat().with(Field.VALEUR_FONCIERE, null)),
            drops("incomplete-sale", "a shop whose line can't be read", flat(), shop().with(Field.CODE_COMMUNE, null)),
            drops("unreadable", "a price that is none", flat().with(Field.VALEUR_FONCIERE, "n/a")),
            drops("off-plan", "a flat that is not built yet", nature("Vente en l'état futur d'achèvement")),
            drops("exchange", "an exchange", nature("Echange")),
            drops("exchange", "an exchange with its accent", nature("Échange")),
            drops("auction", "an auction", nature("Adjudication")),
            drops("other-nature", "an expropriation", nature("Expropriation")),
            drops("other-nature", "building land", nature("Vente terrain à bâtir")),
            drops("other-nature", "no nature", nature(null)),
            drops("commercial-premises", "a flat with a shop", flat(), shop()),
            drops("house", "a house where flats are asked for", house()),
            drops("house", "a flat with a house", flat(), flat().with(Field.CODE_TYPE_LOCAL, "1")),
            drops("flat", "a flat where houses are asked for", OF_HOUSES, flat()),
            drops("land", "a flat with a garden", flat(), garden()),
            drops("land", "a flat with a garden where both are asked for", OF_BOTH, flat(), garden()),
            drops("land", "a house with a field", OF_HOUSES, house(), gardenOfHouse("4480")),
            drops("no-premises", "a cellar alone", cellar()),
            drops("several-premises", "two flats", flat(), flat().with(Field.LOT1_NUMERO, "151")),
            drops("several-premises", "two houses", OF_HOUSES, house(), house().with(Field.SURFACE_REELLE_BATI, "60")),
            drops(
                    "several-premises",
                    "a flat and a house where both are asked for",
                    OF_BOTH,
                    flat(),
                    flat().with(Field.CODE_TYPE_LOCAL, "1")),
            drops("unknown-premises", "a flat with a lot of unknown use", flat(), undescribedLot()),
            drops("symbolic-price", "one euro", flat().with(Field.VALEUR_FONCIERE, "1")),
            drops("symbolic-price", "a price of nothing", flat().with(Field.VALEUR_FONCIERE, "0")),
            drops("price-out-of-bounds", "a price of little more", flat().with(Field.VALEUR_FONCIERE, "1.01")),
            drops("price-out-of-bounds", "the lower bound", flat().with(Field.VALEUR_FONCIERE, "50000")),
            drops("price-out-of-bounds", "the upper bound", flat().with(Field.VALEUR_FONCIERE, "4000000")),
            drops(
                    "missing-area",
                    "no area",
                    flat().with(Field.SURFACE_REELLE_BATI, "0").with(Field.LOT1_SURFACE_CARREZ, null)),
            drops("area-out-of-bounds", "a flat of 8.99 m²", flatOf("8.99")),
            drops("area-out-of-bounds", "a flat of 500.01 m²", flatOf("500.01")),
            drops("missing-coordinates", "no position", at(null, null)),
            drops("missing-coordinates", "a position in England", at("0.1", "51.4")),
            drops("missing-coordinates", "a position in Spain", at("2.1", "41.1")),
            drops("missing-coordinates", "a position in the ocean", at("-5.6", "48")),
            drops("missing-coordinates", "a position in Austria", at("9.9", "47.5")),
            drops("missing-coordinates", "half a position", at("2.345859", null)),
            drops("missing-coordinates", "each in the place of the other", at("48.880564", "2.345859")));

    private static OfficialLine nature(String nature) {
        return flat().with(Field.NATURE_MUTATION, nature);
    }

    private static OfficialLine flatOf(String area) {
        return flat().with(Field.LOT1_SURFACE_CARREZ, null).with(Field.SURFACE_REELLE_BATI, area);
    }

    private static OfficialLine at(String longitude, String latitude) {
        return flat().with(Field.LONGITUDE, longitude).with(Field.LATITUDE, latitude);
    }

    /** On the same parcel; the house has 521 m² of its own. */
    private static OfficialLine gardenOfHouse(String area) {
        return house().with(Field.CODE_TYPE_LOCAL, null)
                .with(Field.SURFACE_REELLE_BATI, null)
                .with(Field.NOMBRE_PIECES_PRINCIPALES, null)
                .with(Field.CODE_NATURE_CULTURE, "J")
                .with(Field.SURFACE_TERRAIN, area);
    }

    @TestFactory
    Stream<DynamicTest> judgesASale() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.name() + " -> " + each.rule(),
                        () -> assertThat(each.rules().rule(sale(each.lines()))).isEqualTo(each.rule())));
    }

    @Test
    void everyRuleHasACase() {
        assertThat(OF_BOTH.reasons().keySet())
                .allSatisfy(rule -> assertThat(CASES).extracting(Case::rule).contains(rule));
    }

    @Test
    void namesTheRulesInTheOrderInWhichTheyTakeSales() {
        assertThat(OF_BOTH.reasons().keySet())
                .containsExactly(
                        "unreadable",
                        "incomplete-sale",
                        "off-plan",
                        "exchange",
                        "auction",
                        "other-nature",
                        "commercial-premises",
                        "house",
                        "flat",
                        "land",
                        "no-premises",
                        "several-premises",
                        "unknown-premises",
                        "symbolic-price",
                        "price-out-of-bounds",
                        "missing-area",
                        "area-out-of-bounds",
                        "missing-coordinates");
    }

    /** Each of these sales breaks the rule that it is named after and all of those behind it, as far as one sale can. */
    @TestFactory
    Stream<DynamicTest> theFirstRuleThatMatchesTakesTheSale() {
        var last = at(null, null);
        var tiny = last.with(Field.LOT1_SURFACE_CARREZ, null).with(Field.SURFACE_REELLE_BATI, "5");
        var withoutArea = last.with(Field.LOT1_SURFACE_CARREZ, null).with(Field.SURFACE_REELLE_BATI, null);
        var cheap = withoutArea.with(Field.VALEUR_FONCIERE, "20000");
        var symbolic = withoutArea.with(Field.VALEUR_FONCIERE, "1");
        var unknown = priced("1", undescribedLot());
        var another = symbolic.with(Field.LOT1_NUMERO, "151");
        var land = priced("1", garden());
        var aHouse = symbolic.with(Field.CODE_TYPE_LOCAL, "1").with(Field.SURFACE_TERRAIN, "9000");
        var aShop = priced("1", shop());
        return Stream.of(
                        drops("area-out-of-bounds", "", tiny),
                        drops("missing-area", "", withoutArea),
                        drops("price-out-of-bounds", "", cheap),
                        drops("symbolic-price", "", symbolic),
                        drops("unknown-premises", "", symbolic, unknown),
                        drops("several-premises", "", symbolic, another, unknown),
                        drops("no-premises", "", unknown),
                        drops("land", "", symbolic, another, land, unknown),
                        drops("land", "", land, unknown),
                        drops("flat", "", OF_HOUSES, symbolic, another, land, aHouse, unknown),
                        drops("house", "", symbolic, another, land, aHouse, unknown),
                        drops("commercial-premises", "", symbolic, another, land, aHouse, aShop, unknown),
                        drops("other-nature", "", of("Expropriation", symbolic, another, land, aHouse, aShop)),
                        drops("auction", "", of("Adjudication", symbolic, another, land, aHouse, aShop)),
                        drops(
                                "incomplete-sale",
                                "",
                                of("Adjudication", symbolic, symbolic.with(Field.CODE_COMMUNE, null))),
                        drops("unreadable", "", of("Echange", symbolic.with(Field.DATE_MUTATION, null))))
                .map(each -> DynamicTest.dynamicTest(
                        each.rule(),
                        () -> assertThat(each.rules().rule(sale(each.lines()))).isEqualTo(each.rule())));
    }

    private static OfficialLine priced(String price, OfficialLine line) {
        return line.with(Field.VALEUR_FONCIERE, price);
    }

    private static OfficialLine[] of(String nature, OfficialLine... lines) {
        return Stream.of(lines)
                .map(line -> line.with(Field.NATURE_MUTATION, nature))
                .toArray(OfficialLine[]::new);
    }

    @Test
    void saysTheBoundsInForceInTheSameWayOnEveryMachine() {
        // Given
        var machine = Locale.getDefault();
        Locale.setDefault(Locale.FRANCE);
        try {
            // When
            var reasons = rules(PropertyType.FLAT, PropertyType.HOUSE).reasons();

            // Then
            assertThat(reasons.get("price-out-of-bounds")).contains("50,000 €", "4,000,000 €");
            assertThat(reasons.get("area-out-of-bounds")).contains("9 m²", "500 m²");
            assertThat(reasons.get("land")).contains("5,000 m²");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void saysAFractionOfABound() {
        // Given
        var bounds = new Thresholds(50_000, 4_000_000, 8.5, 500, 5_000, 3, 4.5);

        // When
        var reasons = new SaleRules(new SalesScope(List.of(), List.of(PropertyType.FLAT)), bounds).reasons();

        // Then
        assertThat(reasons.get("area-out-of-bounds")).contains("8.5 m²");
    }
}
