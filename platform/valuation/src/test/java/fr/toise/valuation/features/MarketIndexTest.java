package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarketIndexTest {

    private static final LocalDate FROM = LocalDate.of(2020, 1, 1);
    private static final LocalDate THROUGH = LocalDate.of(2020, 12, 31);
    private final List<Sale> sales = MadeUpTown.sales(2_000, FROM, THROUGH, 5);

    @Test
    void isTheMedianOfTheNinetyDaysBefore() {
        // Given
        var day = LocalDate.of(2020, 8, 1);
        var window = sales.stream()
                .filter(sale ->
                        sale.saleDate().isBefore(day) && !sale.saleDate().isBefore(day.minusDays(90)))
                .mapToDouble(sale -> Math.log(sale.pricePerSquareMetre()))
                .sorted()
                .toArray();

        // When
        var level = new MarketIndex(sales, 90).fresh(day.toEpochDay());

        // Then
        assertThat(level).hasValueCloseTo(window[(window.length - 1) / 2], within(0.001));
    }

    @Test
    void aSaleCountsFromTheDayAfterItForAsManyDaysAsTheWindowHas() {
        // Given one more that was cheap than that were dear
        var index = new MarketIndex(
                Stream.of(soldFor(1_000, FROM, 101), soldFor(2_000, FROM.plusDays(1), 100), soldFor(1, THROUGH, 1))
                        .flatMap(List::stream)
                        .toList(),
                90);

        // Then
        assertThat(index.fresh(FROM.toEpochDay())).isEmpty();
        assertThat(price(index, FROM.plusDays(1))).isCloseTo(1_000, within(1.0));
        assertThat(price(index, FROM.plusDays(90))).isCloseTo(1_000, within(1.0));
        assertThat(price(index, FROM.plusDays(91))).isCloseTo(2_000, within(1.0));
        assertThat(index.fresh(FROM.plusDays(92).toEpochDay())).isEmpty();
    }

    @Test
    void takesTheLowerOfTwoInTheMiddle() {
        // Given
        var index = new MarketIndex(
                Stream.of(soldFor(1_000, FROM, 50), soldFor(2_000, FROM, 50))
                        .flatMap(List::stream)
                        .toList(),
                90);

        // Then
        assertThat(price(index, FROM.plusDays(1))).isCloseTo(1_000, within(1.0));
    }

    private List<Sale> soldFor(double price, LocalDate day, int count) {
        return Collections.nCopies(
                count, MadeUpTown.with(sales.get(0), Map.of("saleDate", day, "price", price, "area", 1.0)));
    }

    private static double price(MarketIndex index, LocalDate day) {
        return Math.exp(index.fresh(day.toEpochDay()).orElseThrow());
    }

    @Test
    void isNotFreshBeforeThereAreEnoughSales() {
        var index = new MarketIndex(sales, 90);

        assertThat(index.fresh(FROM.plusDays(3).toEpochDay())).isEmpty();
        assertThat(index.latest(FROM.plusDays(3).toEpochDay())).isEmpty();
        assertThat(index.firstFresh()).isAfter(FROM.plusDays(3));
    }

    @Test
    void hasNoLevelOnADayLongBeforeAnything() {
        assertThat(new MarketIndex(sales, 90)
                        .latest(LocalDate.of(-10_000_000, 1, 1).toEpochDay()))
                .isEmpty();
    }

    @Test
    void keepsItsLastLevelWhenSalesEnd() {
        var index = new MarketIndex(sales, 90);

        assertThat(index.latest(LocalDate.of(2025, 1, 1).toEpochDay()))
                .isEqualTo(index.fresh(sales.get(1_999).saleDate().plusDays(1).toEpochDay()));
    }

    @Test
    void aStragglerDoesNotMakeTheDataReachFarther() {
        // Given
        var withStraggler = new ArrayList<>(MadeUpTown.sales(10_000, FROM, THROUGH, 6));
        var last = withStraggler.get(withStraggler.size() - 1).saleDate();
        withStraggler.addAll(MadeUpTown.sales(1, last.plusDays(40), last.plusDays(41), 6));

        // When
        var through = new MarketIndex(withStraggler, 90).dataThrough();

        // Then
        assertThat(through).isEqualTo(last);
    }

    @Test
    void howFarTheDataReachedIsSaidAsItWasKnownOnADay() {
        // Given
        var index = new MarketIndex(sales, 90);
        var day = LocalDate.of(2020, 8, 1);

        // Then
        assertThat(index.dataThrough(day.toEpochDay()))
                .hasValue(day.minusDays(1).toEpochDay());
        assertThat(index.dataThrough(LocalDate.of(2025, 1, 1).toEpochDay()))
                .hasValue(index.dataThrough().toEpochDay());
        assertThat(index.dataThrough(FROM.toEpochDay())).isEmpty();
        assertThat(index.dataThrough(FROM.plusDays(3).toEpochDay())).isEmpty();
    }

    @Test
    void whatNeverWasFreshReachesNowhere() {
        var index = new MarketIndex(sales.subList(0, 99), 90);

        assertThat(index.dataThrough()).isNull();
        assertThat(index.firstFresh()).isNull();
    }
}
