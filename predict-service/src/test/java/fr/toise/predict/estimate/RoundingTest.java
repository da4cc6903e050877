package fr.toise.predict.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundingTest {

    @ParameterizedTest
    @CsvSource({"405499.9, 405000", "405500, 406000", "100000, 100000", "99960, 100000", "99949, 99900", "1049, 1000"})
    void roundsPricesToWhatAnEstimateCanCarry(double amount, long rounded) {
        // When
        var price = Rounding.price(amount);

        // Then
        assertThat(price).isEqualTo(rounded);
    }

    @Test
    void roundsWhatWouldIdentifySomebody() {
        // When
        var distance = Rounding.distance(137.2);
        var position = Rounding.position(2.345859);

        // Then
        assertThat(distance).isEqualTo(140);
        assertThat(position).isEqualTo(2.346);
    }

    @Test
    void roundsSharesToPercents() {
        // When
        var share = Rounding.share(0.57643);

        // Then
        assertThat(share).isEqualTo(0.58);
    }

    @Test
    void roundsPartsSoThatTheyAddUpToTheRoundedWhole() {
        // When
        var parts = Rounding.addingUp(300_400.4, 20_450, -1_449, 700.3);

        // Then
        assertThat(parts).containsExactly(300_000, 21_000, -2_000, 1_000);
        assertThat(Rounding.price(300_400.4 + 20_450 - 1_449 + 700.3)).isEqualTo(320_000);
    }
}
