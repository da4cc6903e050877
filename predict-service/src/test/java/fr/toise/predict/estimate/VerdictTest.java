package fr.toise.predict.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.predict.estimate.Estimate.Range;
import fr.toise.predict.estimate.Estimate.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final Range RANGE = new Range(0.8, 352_000, 471_000);

    @ParameterizedTest
    @CsvSource({"351999, LOW", "352000, FAIR", "420000, FAIR", "471000, FAIR", "471001, HIGH"})
    void comparesAPriceWithTheRange(double price, Verdict expected) {
        // When
        var verdict = Verdict.of(price, RANGE);

        // Then
        assertThat(verdict).isEqualTo(expected);
    }
}
