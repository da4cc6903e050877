package fr.toise.predict.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.Flat;
import fr.toise.valuation.features.Comparable;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparablesTest {

    private static Sale sale(int number, LocalDate on, double pricePerSquareMetre) {
        return new Sale(
                "s" + number,
                on,
                Math.round(40 * pricePerSquareMetre),
                "75",
                "75109",
                "Paris 9e Arrondissement",
                "75009",
                "75109000AB0001",
                "75109_1",
                12,
                null,
                "RUE TURGOT",
                40.0,
                40.0,
                40.0,
                2,
                0,
                2.345,
                48.881);
    }

    @Test
    void areNotMovedByWhatComesAfterTheDay() {
        // Given
        var on = LocalDate.of(2023, 1, 4);
        var sales = new ArrayList<Sale>();
        for (int i = 0; i < 150; i++) {
            sales.add(sale(i, on.minusDays(1 + i % 60), 10_000));
        }
        for (int i = 150; i < 450; i++) {
            sales.add(sale(i, on.plusDays(i % 10), 20_000));
        }
        var flat = new Flat(sales.get(0).place(), 2.345, 48.881, 40.0, 40.0, 2, 0, 12);
        var where = new Whereabouts(flat.place(), flat.longitude(), flat.latitude(), 12, null, Set.of());

        // When
        var shown = new Comparables(new SalesHistory(sales), new Asked(null, where, flat, on))
                .shown(List.of(new Comparable(sales.get(0), 0)));

        // Then
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).month()).isEqualTo("2023-01");
        assertThat(shown.get(0).indexedPrice()).isEqualTo(400_000);
    }
}
