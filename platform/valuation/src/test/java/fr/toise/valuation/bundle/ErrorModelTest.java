package fr.toise.valuation.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.valuation.bundle.ErrorModel.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorModelTest {

    /** In the second commune errors are half as large again as the networks think. */
    private static final Map<String, Double> TRUE_FACTORS = Map.of("75101", 1.0, "75102", 1.5);

    private static List<Seen> seen(int count, long seed) {
        var random = new Random(seed);
        var seen = new ArrayList<Seen>();
        for (int i = 0; i < count; i++) {
            var commune = i % 4 == 0 ? "75102" : "75101";
            double typical = 0.05 + 0.1 * random.nextDouble();
            double error = typical * TRUE_FACTORS.get(commune) * random.nextGaussian();
            seen.add(new Seen(commune, 15 + 100 * random.nextDouble(), error, typical));
        }
        return seen;
    }

    private static double coverage(ErrorModel model, List<Seen> others) {
        long inside = others.stream()
                .filter(each -> {
                    var errors = model.errors(each.commune(), each.area(), each.typical());
                    return each.error() >= errors.quantile(0.1) && each.error() <= errors.quantile(0.9);
                })
                .count();
        return inside / (double) others.size();
    }

    @Test
    void eightOfTenLieInTheRangeOverAllAndInEveryCommune() {
        // When
        var model = ErrorModel.learn(seen(4_000, 1));

        // Then
        var others = seen(20_000, 2);
        assertThat(coverage(model, others)).isBetween(0.78, 0.82);
        for (var commune : TRUE_FACTORS.keySet()) {
            assertThat(coverage(
                            model,
                            others.stream()
                                    .filter(each -> each.commune().equals(commune))
                                    .toList()))
                    .isBetween(0.77, 0.83);
        }
        for (double from : new double[] {15, 30, 60, 100}) {
            assertThat(coverage(
                            model,
                            others.stream()
                                    .filter(each -> each.area() >= from && each.area() < from * 2)
                                    .toList()))
                    .isBetween(0.76, 0.84);
        }
    }

    @Test
    void anErrorThatTheNetworksThinkTwiceAsLargeHasTwiceTheRange() {
        // Given
        var model = ErrorModel.learn(seen(2_000, 3));

        // When
        var small = model.errors("75101", 40, 0.05);
        var large = model.errors("75101", 40, 0.1);

        // Then
        assertThat(large.quantile(0.9) / small.quantile(0.9)).isBetween(1.85, 2.0);
        assertThat(large.quantile(0.1) / small.quantile(0.1)).isBetween(1.85, 2.0);
    }

    @Test
    void aSizeOfWhichTheNetworksAreTooSureHasAWiderRangeAndTheOthersHaveNot() {
        // Given small flats whose errors are twice as large as the networks think
        var seen = seen(4_000, 8).stream()
                .filter(each -> each.commune().equals("75101"))
                .map(each -> each.area() < 30
                        ? new Seen(each.commune(), each.area(), 2 * each.error(), each.typical())
                        : each)
                .toList();

        // When
        var model = ErrorModel.learn(seen);

        // Then
        double small = model.errors("75101", 29.9, 0.1).quantile(0.9);
        assertThat(small / model.errors("75101", 30, 0.1).quantile(0.9)).isBetween(1.7, 2.4);
        assertThat(small / model.errors("75101", 500, 0.1).quantile(0.9)).isBetween(1.7, 2.4);
    }

    @Test
    void whereNetworksTellFlatsApartTooBoldlyTheNarrowRangesAreStretchedAndTheWideOnesAreNot() {
        // Given
        var model = ErrorModel.learn(bold(4_000, 5));

        // When
        var others = bold(20_000, 6);

        // Then
        assertThat(model.doubt()).isBetween(0.4, 0.6);
        assertThat(coverage(
                        model,
                        others.stream().filter(each -> each.typical() < 0.07).toList()))
                .isBetween(0.77, 0.83);
        assertThat(coverage(
                        model,
                        others.stream().filter(each -> each.typical() > 0.2).toList()))
                .isBetween(0.77, 0.83);
    }

    /** Errors grow as the square root of what the networks say. */
    private static List<Seen> bold(int count, long seed) {
        var random = new Random(seed);
        return Stream.generate(() -> {
                    double typical = 0.12 * Math.exp(0.6 * random.nextGaussian());
                    double error = 0.12 * Math.sqrt(typical / 0.12) * random.nextGaussian();
                    return new Seen("75101", 15 + 100 * random.nextDouble(), error, typical);
                })
                .limit(count)
                .toList();
    }

    @Test
    void anErrorModelFromBeforeThereWasDoubtSaysTheSame() throws Exception {
        // Given
        var model = ErrorModel.learn(seen(2_000, 7));
        var json = new ObjectMapper();
        var old = (ObjectNode)
                json.readTree(json.writeValueAsBytes(new ErrorModel(model.usual(), 0, model.bands(), model.factors())));

        // When
        var read = json.treeToValue(old.without(List.of("usual", "doubt")), ErrorModel.class);

        // Then
        assertThat(read.errors("75101", 40, 0.08))
                .isEqualTo(model.bands()
                        .get(1)
                        .errors()
                        .scaled(0.08 * model.factors().get("75101")));
    }

    @Test
    void aCommuneOfAFewSalesIsTakenForLikeTheOthers() {
        // Given
        var seen = new ArrayList<>(seen(2_000, 4));
        seen.add(new Seen("75103", 40, 2, 0.1));

        // When
        var model = ErrorModel.learn(seen);

        // Then
        assertThat(model.factors().get("75103")).isBetween(1.0, 1.4);
        assertThat(model.errors("75199", 40, 0.1).quantile(0.9))
                .isCloseTo(model.bands().get(1).errors().quantile(0.9) * 0.1, withinPercentage(3));
    }
}
