package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

    @Test
    void knowsNothingOfAPlaceWithoutSales() {
        assertThat(history.locate(5.37, 43.29)).isEmpty();
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
