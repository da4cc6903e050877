package fr.toise.cleaning.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

    @Test
    void addsUpWhatNoLongHolds() {
        // Given
        var random = new Random(1);
        var sum = new ExactSum();
        var other = new ExactSum();
        var expected = BigInteger.ZERO;

        // When
        for (int number = 0; number < 1_000; number++) {
            long one = random.nextLong() >> 16;
            long two = random.nextLong() >> 16;
            (number % 3 == 0 ? other : sum).addProduct(one, two);
            (number % 2 == 0 ? other : sum).add(one);
            expected = expected.add(BigInteger.valueOf(one).multiply(BigInteger.valueOf(two)))
                    .add(BigInteger.valueOf(one));
        }
        sum.merge(other);

        // Then
        assertThat(sum.value()).isEqualTo(expected);
    }

    @Test
    void carriesInBothDirections() {
        // Given
        var sum = new ExactSum();

        // When
        sum.add(-1);
        sum.add(Long.MAX_VALUE);
        sum.add(Long.MAX_VALUE);
        sum.add(Long.MAX_VALUE);
        sum.add(-1);

        // Then
        assertThat(sum.value())
                .isEqualTo(BigInteger.valueOf(Long.MAX_VALUE)
                        .multiply(BigInteger.valueOf(3))
                        .subtract(BigInteger.TWO));
    }

    @Test
    void roundsToParts() {
        assertThat(ExactSum.inParts(43.805, 100)).isEqualTo(4381);
        assertThat(ExactSum.inParts(-1.9916754, 1_000_000)).isEqualTo(-1_991_675);
        assertThat(ExactSum.inParts(1e300, 100)).isEqualTo(1L << 47);
    }
}
