package fr.toise.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorDistributionTest {

    private final ErrorDistribution normal =
            ErrorDistribution.of(new Random(1).doubles(10_000, -1, 1).toArray(), 200);

    @Test
    void givesBackTheQuantilesOfItsSample() {
        assertThat(normal.quantile(0.1)).isCloseTo(-0.8, within(0.03));
        assertThat(normal.quantile(0.9)).isCloseTo(0.8, within(0.03));
    }

    @Test
    void itsRangeHoldsTheShareThatItIsToHold() {
        assertThat(normal.cumulative(normal.high()) - normal.cumulative(normal.low()))
                .isCloseTo(ErrorDistribution.RANGE, within(1e-9));
    }

    @Test
    void isTheInverseOfItself() {
        for (double p = 0.003; p < 1; p += 0.003) {
            assertThat(normal.cumulative(normal.quantile(p))).isCloseTo(p, within(1e-9));
        }
    }

    @Test
    void saysNothingBeyondItsSample() {
        assertThat(normal.cumulative(-5)).isZero();
        assertThat(normal.cumulative(5)).isEqualTo(1);
    }

    @Test
    void refusesAnEmptySample() {
        assertThatThrownBy(() -> ErrorDistribution.of(new double[0], 10)).isInstanceOf(IllegalArgumentException.class);
    }
}
