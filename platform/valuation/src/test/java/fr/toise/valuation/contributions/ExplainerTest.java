package fr.toise.valuation.contributions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.Flat;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Place;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {

    private static final LocalDate ON = LocalDate.of(2023, 5, 31);
    private static final String DEAR_BUILDING = "75104000AX0001";
    private static final String PLAIN_BUILDING = "75104000AX0002";
    private static final Map<String, Double> DISTRICTS = Map.of("75101", .8, "75102", 1.0, "75103", 1.0, "75104", 1.5);

    private final SalesHistory history =
            new SalesHistory(MadeUpTown.sales(3_000, LocalDate.of(2021, 1, 1), LocalDate.of(2023, 5, 31), 1));
    private Explainer explainer;
    private int asked;

    @BeforeEach
    void anExplainer() {
        explainer = new Explainer(history, this::values);
    }

    /** A model that one can reckon with: each thing multiplies the price. */
    private double value(Flat flat, LocalDate on) {
        asked++;
        double perKnownArea = flat.carrezArea() == null ? 1 : 1.04;
        double perRoom = flat.rooms() != null && flat.rooms() >= 3 ? 1.1 : 1;
        double building = DEAR_BUILDING.equals(flat.place().parcel()) ? 1.2 : 1;
        return flat.area()
                * Math.exp(history.marketLevel("75", on))
                * DISTRICTS.get(flat.place().commune())
                * perKnownArea
                * perRoom
                * building
                * (1 + .05 * flat.outbuildings());
    }

    private List<Valuation> values(List<Flat> flats, LocalDate on) {
        var errors = new ErrorDistribution(new double[] {-.1, .1});
        return flats.stream()
                .map(flat -> value(flat, on))
                .map(value -> new Valuation(value, value, errors, List::of, Set.of()))
                .toList();
    }

    private Contributions explain(Flat flat) {
        return explainer.explain(flat, ON).contributions();
    }

    private static Flat flat(String commune, String parcel, double area, int rooms, int outbuildings) {
        return new Flat(
                new Place("75", commune, parcel, commune + "_1"), 2.31, 48.86, area, null, rooms, outbuildings, 3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {9, 31, 42, 43, 120, 400})
    void addsUpToTheEstimate(double area) {
        // Given
        var flat = flat("75104", DEAR_BUILDING, area, 3, 2);

        // When
        var contributions = explain(flat);

        // Then
        assertThat(contributions.value()).isCloseTo(value(flat, ON), within(1e-6));
        assertThat(contributions.start()).isPositive();
    }

    @Test
    void startsFromATypicalFlatAYearBefore() {
        // When
        var contributions = explain(flat("75104", DEAR_BUILDING, 80, 3, 0));

        // Then
        assertThat(contributions.since()).isEqualTo(LocalDate.of(2022, 5, 31));
        double median = history.sales().stream()
                .mapToDouble(sale -> sale.area())
                .sorted()
                .skip(1_500)
                .findFirst()
                .orElseThrow();
        assertThat(contributions.typicalArea()).isCloseTo(median, within(1.0));
        double level = Math.exp(history.marketLevel("75", contributions.since()));
        assertThat(contributions.start()).isCloseTo(contributions.typicalArea() * level, within(1.0));
    }

    @Test
    void hasTheSignOfWhatMakesAFlatDearer() {
        // When
        var dear = explain(flat("75104", DEAR_BUILDING, 80, 3, 1));
        var cheap = explain(flat("75101", PLAIN_BUILDING, 15, 1, 0));

        // Then
        assertThat(dear.market()).isPositive();
        assertThat(dear.location()).isPositive();
        assertThat(dear.size()).isPositive();
        assertThat(dear.building()).isPositive();
        assertThat(cheap.location()).isNegative();
        assertThat(cheap.size()).isNegative();
        assertThat(cheap.building()).isCloseTo(0, within(1e-6));
    }

    @Test
    void sharesOutByHowMuchEachThingMultipliesThePrice() {
        // When
        var contributions = explain(flat("75104", DEAR_BUILDING, 80, 3, 1));

        // Then
        assertThat(contributions.location() / contributions.building())
                .isCloseTo(Math.log(1.5) / Math.log(1.2 * 1.05), within(1e-9));
    }

    @Test
    void asksForTheTypicalFlatOnceADay() {
        // Given
        explain(flat("75104", DEAR_BUILDING, 80, 3, 1));
        asked = 0;

        // When
        explain(flat("75101", PLAIN_BUILDING, 30, 1, 0));

        // Then
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theTypicalFlatIsOfItsOwnDepartement() {
        // Given sales elsewhere of flats twice as large, from before
        var sales = new ArrayList<>(history.sales());
        MadeUpTown.sales(3_000, LocalDate.of(2020, 1, 1), LocalDate.of(2023, 5, 31), 2).stream()
                .map(sale -> MadeUpTown.with(sale, Map.of("department", "13", "area", 2 * sale.area())))
                .forEach(sales::add);
        var flat = flat("75104", DEAR_BUILDING, 80, 3, 1);

        // When
        var contributions = new Explainer(new SalesHistory(sales), this::values)
                .explain(flat, ON)
                .contributions();

        // Then
        assertThat(contributions).isEqualTo(explain(flat));
    }

    @Test
    void theTypicalFlatStandsWhereItIsWorthTheMiddleOfWhatItIsWorthElsewhere() {
        // Given
        var day = LocalDate.of(2023, 1, 1);
        var sales = new ArrayList<Sale>();
        for (var district : List.of("75104", "75104", "75101", "75101", "75102")) {
            sales.add(sold(district, 43, 2));
        }

        // When
        var typical = TypicalFlat.of(sales, true, this::values, day);

        // Then
        assertThat(typical.flat().place().commune()).isEqualTo("75102");
    }

    @Test
    void theTypicalFlatHasTheAreaAndTheRoomsInTheMiddle() {
        // Given
        var one = sold("75101", 40, 0);
        var two = sold("75101", 43, 3);
        var three = sold("75101", 45, 3);

        // Then
        assertThat(sizeOf(false, one, two, three)).isEqualTo(new TypicalFlat.Size(43, null, 3));
        assertThat(sizeOf(true, one, two, three)).isEqualTo(new TypicalFlat.Size(43, 43.0, 3));
        assertThat(sizeOf(false, one)).isEqualTo(new TypicalFlat.Size(40, null, null));
    }

    private TypicalFlat.Size sizeOf(boolean carrezKnown, Sale... sales) {
        return TypicalFlat.of(List.of(sales), carrezKnown, this::values, ON).size();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFlatOfTheTypicalSizeIsNeitherLargeNorSmallWhetherItsLegalAreaIsKnownOrNot(boolean carrezKnown) {
        // Given
        double area = explain(flat("75104", DEAR_BUILDING, 80, 3, 1)).typicalArea();
        var flat = flat("75104", DEAR_BUILDING, area, 2, 1);

        // When
        var size = explain(carrezKnown ? withCarrez(flat) : flat).size();

        // Then
        assertThat(size).isCloseTo(0, within(1e-6));
    }

    private static Flat withCarrez(Flat flat) {
        return new Flat(
                flat.place(),
                flat.longitude(),
                flat.latitude(),
                flat.livingArea(),
                flat.livingArea(),
                flat.rooms(),
                flat.outbuildings(),
                flat.streetNumber());
    }

    private Sale sold(String commune, double area, int rooms) {
        return MadeUpTown.with(history.sales().get(0), Map.of("commune", commune, "area", area, "rooms", rooms));
    }

    @Test
    void aTypicalFlatOnTheFirstDayIsWorthWhatItStartsFrom() {
        // Given
        var first = explainer
                .explain(flat("75102", PLAIN_BUILDING, 43, 2, 0), LocalDate.of(2021, 6, 1))
                .contributions()
                .since();

        // When
        var typical = explain(flat("75102", PLAIN_BUILDING, 43, 2, 0));
        var flat = flat("75102", PLAIN_BUILDING, typical.typicalArea(), 2, 0);
        var contributions = explainer.explain(flat, first).contributions();

        // Then
        assertThat(contributions.value()).isEqualTo(value(flat, first));
        assertThat(contributions.location()).isZero();
    }

    @Test
    void goesBackNoFartherThanTheSales() {
        // Given
        var on = LocalDate.of(2021, 6, 1);
        var flat = flat("75104", DEAR_BUILDING, 80, 3, 1);

        // When
        var contributions = explainer.explain(flat, on).contributions();

        // Then
        assertThat(contributions.since()).isAfter(LocalDate.of(2021, 1, 1)).isBefore(on);
        assertThat(contributions.value()).isCloseTo(value(flat, on), within(1e-6));
    }

    @Test
    void goesBackAYearFromTheLastSalesWhereTheyEndBeforeTheDay() {
        // Given
        var longAfter = LocalDate.of(2026, 11, 30);
        var flat = flat("75104", DEAR_BUILDING, 80, 3, 1);

        // When
        var contributions = explainer.explain(flat, longAfter).contributions();

        // Then
        assertThat(contributions.since()).isBetween(LocalDate.of(2022, 5, 1), LocalDate.of(2022, 6, 1));
        assertThat(contributions.market()).isNotZero();
        assertThat(contributions.value()).isCloseTo(value(flat, longAfter), within(1e-6));
    }

    @Test
    void beginsAtTheLastDayBeforeAGapInTheSales() {
        // Given
        var sales = new ArrayList<>(MadeUpTown.sales(1_500, LocalDate.of(2018, 1, 1), LocalDate.of(2018, 12, 31), 1));
        sales.addAll(MadeUpTown.sales(1_500, LocalDate.of(2022, 3, 1), LocalDate.of(2023, 5, 31), 2));
        var withAGap = new SalesHistory(sales);
        var on = LocalDate.of(2023, 1, 10);

        // When
        var contributions = new Explainer(withAGap, this::values)
                .explain(flat("75104", DEAR_BUILDING, 80, 3, 1), on)
                .contributions();

        // Then
        assertThat(contributions.since()).isBetween(LocalDate.of(2018, 12, 15), LocalDate.of(2019, 4, 1));
    }

    @Test
    void saysNothingOfADayBeforeTheSales() {
        // Given
        var flat = flat("75104", DEAR_BUILDING, 80, 3, 1);

        // When / Then
        assertThatThrownBy(() -> explainer.explain(flat, LocalDate.of(2020, 1, 1)))
                .isInstanceOf(NoEarlierSalesException.class);
    }
}
