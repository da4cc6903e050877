package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingFromTheFutureTest {

    private static final List<Sale> SALES =
            MadeUpTown.sales(4_000, LocalDate.of(2020, 1, 1), LocalDate.of(2022, 12, 31), 7);

    @Test
    void featuresOfADayDoNotChangeWithWhatIsSoldOnThatDayOrLater() {
        // Given
        var day = LocalDate.of(2022, 3, 1);
        var asKnownThen =
                SALES.stream().filter(sale -> sale.saleDate().isBefore(day)).toList();
        var withAnotherFuture = new ArrayList<>(asKnownThen);
        MadeUpTown.sales(2_000, day, LocalDate.of(2023, 6, 1), 8).forEach(withAnotherFuture::add);
        var then = new FeatureExtractor(new SalesHistory(asKnownThen));
        var now = new FeatureExtractor(new SalesHistory(SALES));
        var otherwise = new FeatureExtractor(new SalesHistory(withAnotherFuture));

        for (var sale : SALES.subList(0, 300)) {
            // When
            var features = then.extract(sale.flat(), day);

            // Then
            for (var extractor : List.of(now, otherwise)) {
                var same = extractor.extract(sale.flat(), day);
                assertThat(same.flat()).containsExactly(features.flat());
                assertThat(same.comparables()).containsExactly(features.comparables());
                assertThat(same.comparableSales()).containsExactly(features.comparableSales());
            }
        }
    }

    @Test
    void theMarketLevelOfADayIsWhatWasKnownTheDayBefore() {
        // Given
        var day = LocalDate.of(2022, 3, 1);
        var asKnownThen = new SalesHistory(
                SALES.stream().filter(sale -> sale.saleDate().isBefore(day)).toList());

        // When
        double level = new SalesHistory(SALES).marketLevel("75", day);

        // Then
        assertThat(level).isEqualTo(asKnownThen.marketLevel("75", day));
    }

    @Test
    void theBaselinesOfADayAreWhatWasKnownTheDayBefore() {
        // Given
        var day = LocalDate.of(2022, 3, 1);
        var flat = SALES.get(0).flat();
        var asKnownThen = new SalesHistory(
                SALES.stream().filter(sale -> sale.saleDate().isBefore(day)).toList());

        // When
        var now = new SalesHistory(SALES);

        // Then
        assertThat(now.communeMedian("75101", day)).isPresent().isEqualTo(asKnownThen.communeMedian("75101", day));
        assertThat(now.comparablesMedian(flat, day, 5))
                .isPresent()
                .isEqualTo(asKnownThen.comparablesMedian(flat, day, 5));
    }

    @Test
    void aSaleIsNotItsOwnNeighbour() {
        // Given
        var history = new SalesHistory(SALES);
        var sale = SALES.get(3_000);

        // When
        var alike = new FeatureExtractor(history)
                .extract(sale.flat(), sale.saleDate())
                .comparableSales();

        // Then
        assertThat(alike).hasSize(FeatureExtractor.COMPARABLES);
        for (int position : alike) {
            assertThat(history.sales().get(position).saleDate()).isBefore(sale.saleDate());
        }
    }
}
