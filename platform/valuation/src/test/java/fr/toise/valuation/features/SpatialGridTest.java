package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpatialGridTest {

    private static final double METRES_PER_DEGREE = 111_320;

    private final List<Sale> sales = MadeUpTown.sales(3_000, LocalDate.of(2020, 1, 1), LocalDate.of(2021, 1, 1), 3);
    private final SpatialGrid grid = new SpatialGrid(sales);

    @Test
    void findsWhatLookingAtEverySaleFinds() {
        var random = new Random(4);
        for (int i = 0; i < 50; i++) {
            // Given
            double longitude = 2.29 + 0.05 * random.nextDouble();
            double latitude = 48.84 + 0.05 * random.nextDouble();
            int end = 200 + random.nextInt(2_800);
            double reach = 50 + random.nextInt(1_500);
            IntToDoubleFunction penalty = sale -> sale % 7 * 10_000.0;
            var penalties = grid.arrange(penalty);

            // When
            var found = grid.nearest(longitude, latitude, end, 10, reach, member -> penalties[member]);

            // Then
            var expected = IntStream.range(0, end)
                    .filter(sale -> metres(sale, longitude, latitude) <= reach)
                    .mapToDouble(sale -> Math.pow(metres(sale, longitude, latitude), 2) + penalty.applyAsDouble(sale))
                    .boxed()
                    .sorted(Comparator.naturalOrder())
                    .limit(10)
                    .toList();
            assertThat(found.size()).isEqualTo(expected.size());
            for (int at = 0; at < found.size(); at++) {
                double cost = Math.pow(found.metres()[at], 2) + penalty.applyAsDouble(found.sales()[at]);
                assertThat(cost).isCloseTo(expected.get(at), within(1e-3));
            }
        }
    }

    @Test
    void findsOnOneWalkWhatItFindsOnSeveral() {
        // Given
        double longitude = 2.31;
        double latitude = 48.86;
        var wide = grid.arrange(sale -> sale % 5 * 90_000.0);
        var none = grid.arrange(sale -> sale % 3 == 0 ? 0 : Double.POSITIVE_INFINITY);
        List<SpatialGrid.Penalty> penalties = List.of(member -> 0, member -> wide[member], member -> none[member]);

        // When
        var found = grid.nearest(longitude, latitude, 2_000, 10, 1_500, penalties);

        // Then
        for (int i = 0; i < penalties.size(); i++) {
            var alone = grid.nearest(longitude, latitude, 2_000, 10, 1_500, penalties.get(i));
            assertThat(found.get(i).sales()).hasSize(10).isEqualTo(alone.sales());
            assertThat(found.get(i).metres()).isEqualTo(alone.metres());
        }
    }

    @Test
    void findsNothingFarFromEverySaleAndDoesNotLookForLong() {
        for (double latitude : new double[] {90, 89.9, -90, 0, 47}) {
            assertThat(grid.nearest(2.3, latitude, 3_000, 10, 1_500, sale -> 0).size())
                    .isZero();
        }
        assertThat(grid.nearest(90, 48.86, 3_000, 10, 1_500, sale -> 0).size()).isZero();
    }

    private double metres(int sale, double longitude, double latitude) {
        var its = sales.get(sale);
        double dx = (its.longitude() - longitude) * METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        double dy = (its.latitude() - latitude) * METRES_PER_DEGREE;
        return Math.hypot(dx, dy);
    }
}
