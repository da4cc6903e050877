package fr.toise.clean.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.Histogram;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import fr.toise.contracts.job.DatasetProfile.Numbers;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PopulationShiftTest {

    @Test
    void whatHasNotMovedHasNoShiftHoweverManyMoreThereAre() {
        // Given
        var before = column(0, Map.of(1, 10L, 2, 20L, 3, 30L));
        var now = column(0, Map.of(1, 100L, 2, 200L, 3, 300L));

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        assertThat(shift).isZero();
    }

    @Test
    void isTheIndexOfTheTextbooks() {
        // Given two values, half of each before, and a quarter of one now
        var before = column(0, Map.of(1, 50L, 2, 50L));
        var now = column(0, Map.of(1, 25L, 2, 75L));

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        double byHand = (0.25 - 0.5) * Math.log(0.25 / 0.5) + (0.75 - 0.5) * Math.log(0.75 / 0.5);
        assertThat(shift).isCloseTo(byHand, within(1e-4));
    }

    @Test
    void countsInDecilesOfTheVersionBefore() {
        // Given a hundred values, and now two neighbours of one decile change places
        var counts = new TreeMap<Integer, Long>();
        for (int bin = 0; bin < 100; bin++) {
            counts.put(bin, 10L);
        }
        var swapped = new TreeMap<>(counts);
        swapped.put(11, 15L);
        swapped.put(12, 5L);

        // When
        double shift = PopulationShift.between(column(0, counts), column(0, swapped));

        // Then
        assertThat(shift).isZero();
    }

    @Test
    void valuesThatWereNeverSeenBeforeFallIntoTheOutermostDeciles() {
        // Given
        var before = column(0, Map.of(5, 50L, 6, 50L));
        var now = column(0, Map.of(5, 40L, 6, 40L, 900, 20L));

        // When
        double shift = PopulationShift.between(before, now);

        // Then an empty share counts as one of ten thousand
        double byHand = 2 * (0.4 - 0.5) * Math.log(0.4 / 0.5) + (0.2 - 1e-4) * Math.log(0.2 / 1e-4);
        assertThat(shift).isCloseTo(byHand, within(1e-4));
    }

    @Test
    void aColumnThatLosesItsValuesHasMoved() {
        // Given
        var before = column(0, Map.of(1, 100L));
        var now = new ColumnProfile("area", 0, 100, null, null);

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        assertThat(shift).isGreaterThan(10);
    }

    @Test
    void aColumnThatGainsItsValuesHasMovedAsFar() {
        // Given
        var before = new ColumnProfile("area", 0, 100, null, null);
        var now = column(0, Map.of(1, 100L));

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        assertThat(shift).isEqualTo(PopulationShift.between(now, before));
    }

    @Test
    void salesWithoutAValueCountForThemselves() {
        // Given
        var before = column(20, Map.of(1, 80L));
        var now = column(40, Map.of(1, 60L));

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        double byHand = (0.6 - 0.8) * Math.log(0.6 / 0.8) + (0.4 - 0.2) * Math.log(0.4 / 0.2);
        assertThat(shift).isCloseTo(byHand, within(1e-4));
    }

    @Test
    void binsOfAnotherWidthAreNotCompared() {
        // Given
        var before = column(0, Map.of(1, 100L));
        var now = new ColumnProfile("area", 100, 0, numbers(0.5, Map.of(1, 100L)), null);

        // When
        double shift = PopulationShift.between(before, now);

        // Then
        assertThat(shift).isNaN();
    }

    @Test
    void aColumnOfWordsIsNotCompared() {
        // Given
        var words = new ColumnProfile("commune", 100, 0, null, null);

        // When
        double shift = PopulationShift.between(words, words);

        // Then
        assertThat(shift).isNaN();
    }

    private static ColumnProfile column(long missing, Map<Integer, Long> counts) {
        long filled = counts.values().stream().mapToLong(Long::longValue).sum();
        return new ColumnProfile("area", filled, missing, numbers(1, counts), null);
    }

    private static Numbers numbers(double step, Map<Integer, Long> counts) {
        return new Numbers(0, 0, 0, 0, 0, 0, 0, 0, 0, new Histogram(Scale.LINEAR, step, "m²", new TreeMap<>(counts)));
    }
}
