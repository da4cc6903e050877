package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncodingTest {

    private static final int WIDTH = FeatureExtractor.COMPARABLE_NAMES.size();

    /** The first feature is as given, the second ten times that, the others never vary. */
    private static Features features(float value, int comparables) {
        var flat = new float[FeatureExtractor.COUNT];
        flat[0] = value;
        flat[1] = 10 * value;
        var its = new float[comparables * WIDTH];
        for (int i = 0; i < comparables; i++) {
            its[i * WIDTH] = value + i;
        }
        return new Features(flat, its, new int[comparables], new double[comparables]);
    }

    private static final List<Features> LEARNED_FROM = List.of(features(1, 0), features(3, 2), features(5, 3));

    private static Encoding encoding(FeatureGroup... without) {
        return Encoding.learn(LEARNED_FROM, new double[] {-0.1, 0.1, 0.3}, Set.of(without));
    }

    @Test
    void bringsEachFeatureToMeanZeroAndDeviationOneAndCutsWhatIsFarOff() {
        // Given a mean of 3 and a variance of 8/3
        float deviation = (float) Math.sqrt(8 / 3.0);

        // When
        var near = encoding().encode(features(4, 0)).features();
        var far = encoding().encode(features(-40, 0)).features();

        // Then
        assertThat(near[0]).isCloseTo(1 / deviation, within(1e-6f));
        assertThat(near[1]).isCloseTo(1 / deviation, within(1e-6f));
        assertThat(near[2]).isZero();
        assertThat(far[0]).isEqualTo(-6);
    }

    @Test
    void scalesTheComparablesOfAllSalesAlikeAndMasksThoseThatAreNotThere() {
        // Given residuals of 3, 4, 5, 6 and 7
        float deviation = (float) Math.sqrt(2);

        // When
        var encoded = encoding().encode(features(6, 2));

        // Then
        assertThat(encoded.comparables()).hasSize(FeatureExtractor.COMPARABLES * WIDTH);
        assertThat(encoded.comparables()[0]).isCloseTo(1 / deviation, within(1e-6f));
        assertThat(encoded.comparables()[WIDTH]).isCloseTo(2 / deviation, within(1e-6f));
        assertThat(encoded.mask()).startsWith(0, 0, -1e4f).endsWith(-1e4f).hasSize(FeatureExtractor.COMPARABLES);
    }

    @Test
    void tellsTheResidualsOfComparablesInUnitsOfTheTarget() {
        // Given
        var encoding = encoding();

        // When
        var encoded = encoding.encode(features(6, 2));

        // Then
        assertThat(encoding.targetScale()).isCloseTo(Math.sqrt(0.08 / 3), within(1e-9));
        assertThat(encoded.residuals())
                .startsWith((float) (6 / encoding.targetScale()), (float) (7 / encoding.targetScale()), 0);
    }

    @Test
    void doesNotTellTheNetworkWhatIsToBeLeftOut() {
        // When
        var encoded = encoding(FeatureGroup.ROOMS).encode(features(4, 0)).features();

        // Then
        assertThat(encoded[0]).isNotZero();
        assertThat(encoded[1]).isZero();
    }

    @Test
    void doesNotFitAProgramOfOtherFeatures() {
        // Given
        var encoding = encoding();
        var names = new ArrayList<>(FeatureExtractor.NAMES);
        names.set(0, "balcony");
        var comparableNames = new ArrayList<>(FeatureExtractor.COMPARABLE_NAMES);
        comparableNames.set(0, "balcony");

        // Then
        assertThat(encoding.fitsThisProgram()).isTrue();
        assertThat(new Encoding(renamed(encoding.flat(), names), encoding.comparables(), 1, Set.of()).fitsThisProgram())
                .isFalse();
        assertThat(new Encoding(encoding.flat(), renamed(encoding.comparables(), comparableNames), 1, Set.of())
                        .fitsThisProgram())
                .isFalse();
    }

    private static FeatureScaling renamed(FeatureScaling scaling, List<String> names) {
        return new FeatureScaling(names, scaling.means(), scaling.deviations());
    }
}
