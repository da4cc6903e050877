package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Place;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesHistoryTest {

    private static final LocalDate FROM = LocalDate.of(2020, 1, 1);

    private final SalesHistory history = new SalesHistory(MadeUpTown.sales(3_000, FROM, LocalDate.of(2021, 12, 31), 9));

    @Test
    void locatesABuildingByItsPoint() {
        // Given
        var sale = history.sales().get(1_000);

        // When
        var place = history.locate(sale.longitude(), sale.latitude());

        // Then
        assertThat(place).hasValueSatisfying(found -> {
            assertThat(found.commune()).isEqualTo(sale.commune());
            assertThat(found.parcel()).isEqualTo(sale.parcel());
        });
    }

    @Test
    void knowsTheStreetNumberWhereASaleStandsNearEnough() {
        // Given
        var sale = history.sales().get(1_000);

        // Then
        assertThat(history.streetNumber(sale.longitude(), sale.latitude())).hasValue(sale.streetNumber());
        assertThat(history.streetNumber(5.37, 43.29)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"19, true, true", "39, false, true", "499, false, false"})
    void aPointIsTakenForTheBuildingAndTheStreetOfTheNearestSaleOnlyWhereThatIsNear(
            double metres, boolean building, boolean street) {
        // Given
        var sale = history.sales().get(0);
        var alone = new SalesHistory(List.of(sale));
        double latitude = sale.latitude() + metres / 111_320;

        // When
        var place = alone.locate(sale.longitude(), latitude).orElseThrow();

        // Then
        assertThat(place)
                .isEqualTo(new Place(
                        "75", sale.commune(), building ? sale.parcel() : null, street ? sale.streetCode() : null));
        assertThat(alone.streetNumber(sale.longitude(), latitude).isPresent()).isEqualTo(street);
        assertThat(alone.locate(sale.longitude(), sale.latitude() + 501 / 111_320.0))
                .isEmpty();
    }

    @Test
    void knowsNothingOfAPlaceWithoutSales() {
        assertThat(history.locate(5.37, 43.29)).isEmpty();
    }

    @Test
    void theMedianOfACommuneIsThatOfTheHalfYearBefore() {
        // Given
        var day = LocalDate.of(2021, 6, 1);
        var prices = history.sales().stream()
                .filter(sale -> sale.commune().equals("75101"))
                .filter(sale ->
                        sale.saleDate().isBefore(day) && !sale.saleDate().isBefore(day.minusDays(182)))
                .mapToDouble(Sale::pricePerSquareMetre)
                .toArray();

        // Then
        assertThat(history.communeMedian("75101", day)).hasValueCloseTo(median(prices), within(1e-9));
        assertThat(history.communeMedian("75199", day)).isEmpty();
    }

    @Test
    void theMedianOfACommuneOfFewSalesGoesBackToAsManyAsSayAnything() {
        // Given
        var longAfter = LocalDate.of(2031, 1, 1);
        var last = history.sales().stream()
                .filter(sale -> sale.commune().equals("75101"))
                .mapToDouble(Sale::pricePerSquareMetre)
                .toArray();

        // Then
        assertThat(history.communeMedian("75101", longAfter))
                .hasValueCloseTo(median(Arrays.copyOfRange(last, last.length - 20, last.length)), within(1e-9));
    }

    @Test
    void theMedianOfComparablesIsBroughtToTheDayByTheMarketsLevel() {
        // Given
        var day = LocalDate.of(2021, 6, 1);
        var flat = history.sales().get(2_900).flat();
        var alike = history.neighbours(List.of(flat), day, 12).get(0).alike().sales();

        // Then
        for (int k : new int[] {11, 12}) {
            var prices = Arrays.stream(alike)
                    .limit(k)
                    .mapToDouble(sale -> Math.exp(history.marketLevel("75", day)
                            + history.residual(sale).orElseThrow()))
                    .toArray();
            assertThat(history.comparablesMedian(flat, day, k)).hasValueCloseTo(median(prices), within(1e-9));
        }
    }

    @Test
    void theResidualOfASaleIsHowFarItsPriceIsAboveTheLevelOfItsDay() {
        // Given
        int late = 2_900;
        var sale = history.sales().get(late);

        // Then
        assertThat(history.residual(late))
                .hasValueCloseTo(
                        Math.log(sale.pricePerSquareMetre()) - history.marketLevel("75", sale.saleDate()),
                        within(1e-9));
        assertThat(history.residual(0)).isEmpty();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }

    @Test
    void refusesADayBeforeTheFirstSales() {
        assertThatThrownBy(() -> history.marketLevel("75", FROM))
                .isInstanceOf(NoEarlierSalesException.class)
                .hasMessageContaining("2020-01-01")
                .hasMessageContaining("expected a day from 20");
    }

    @Test
    void refusesADepartmentItHasNoSalesOf() {
        assertThatThrownBy(() -> history.marketLevel("13", LocalDate.of(2021, 6, 1)))
                .isInstanceOf(NoEarlierSalesException.class)
                .hasMessageContaining("13");
    }

    @Test
    void doesNotKnowABuildingForOnePriceThatIsOutOfAllProportion() {
        // Given
        var sales = new ArrayList<>(history.sales());
        var day = LocalDate.of(2021, 6, 1);
        sales.add(soldFor(1_000_000_000, "75101000ZZ0001", day));

        // When
        var anchor = new float[2];
        new SalesHistory(sales)
                .byParcel()
                .write("75101000ZZ0001", day.plusDays(1).toEpochDay(), anchor, 0);

        // Then one sale of at most 1 among two of 0
        assertThat(anchor[0]).isCloseTo(1f / 3, within(0.001f));
    }

    private Sale soldFor(double price, String parcel, LocalDate day) {
        return MadeUpTown.with(
                history.sales().get(1_000),
                Map.of("saleId", "dear", "saleDate", day, "price", price, "parcel", parcel));
    }
}
