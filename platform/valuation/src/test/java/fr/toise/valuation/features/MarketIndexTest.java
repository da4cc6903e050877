package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
}
