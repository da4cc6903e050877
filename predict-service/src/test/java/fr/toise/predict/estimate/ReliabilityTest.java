package fr.toise.predict.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.predict.estimate.Estimate.Confidence;
import fr.toise.predict.estimate.Estimate.Warning;
import fr.toise.valuation.ErrorDistribution;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReliabilityTest {

    private static ErrorDistribution normal(double deviation) {
        var random = new Random(1);
        return ErrorDistribution.of(
                random.doubles(200_000)
                        .map(ignored -> deviation * random.nextGaussian())
                        .toArray(),
                1_000);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.68, 0.95, 1.0", "0.1, 0.38, 0.68, 0.95", "0.2, 0.20, 0.38, 0.69"})
    void tellsTheDeviationAndHowLikelyAPriceNearByIs(double deviation, double in5, double in10, double in20) {
        // Given
        var errors = normal(deviation);

        // When
        double fsd = Reliability.fsd(errors);
        var probabilities = Reliability.probabilities(errors);

        // Then
        assertThat(fsd).isCloseTo(deviation, within(deviation * .03));
        assertThat(probabilities.within5()).isCloseTo(in5, within(.011));
        assertThat(probabilities.within10()).isCloseTo(in10, within(.011));
        assertThat(probabilities.within20()).isCloseTo(in20, within(.011));
    }

    @Test
    void isNotMovedByAFewAbsurdPrices() {
        // Given
        var random = new Random(1);
        var absurd = random.doubles(10_000)
                .map(chance -> chance < .02 ? -6 : .1 * random.nextGaussian())
                .toArray();

        // When
        double fsd = Reliability.fsd(ErrorDistribution.of(absurd, 200));

        // Then
        assertThat(fsd).isCloseTo(.1, within(.01));
    }

    @ParameterizedTest
    @CsvSource({
        "0.13, SPARSE_AREA, HIGH",
        "0.13, UNUSUAL_AREA, MEDIUM",
        "0.13, ADDRESS_LOOSELY_MATCHED, MEDIUM",
        "0.131, SPARSE_AREA, MEDIUM",
        "0.2, ROOMS_MISSING, MEDIUM",
        "0.201, SPARSE_AREA, LOW"
    })
    void isAsConfidentAsTheDeviationAndTheWarningsAllow(double fsd, Warning warning, Confidence expected) {
        // When
        var confidence = Confidence.of(fsd, List.of(warning));

        // Then
        assertThat(confidence).isEqualTo(expected);
    }
}
