package fr.toise.train.job.measuring;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScoreboardTest {

    private final List<Sale> sales = MadeUpTown.sales(600, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 12, 31), 3);

    private Estimates noisy(String name, double noise, long seed) {
        var random = new Random(seed);
        return Estimates.of(name, sales, sale -> sale.price() * Math.exp(noise * random.nextGaussian()));
    }

    @Test
    void everybodyIsMeasuredOnTheSalesThatAllHaveAnAnswerFor() {
        // Given
        var model = noisy("model", 0.1, 1);
        var silent =
                Estimates.of("silent", sales, sale -> sale.commune().equals("75101") ? Double.NaN : sale.price() * 1.2);

        // When
        var scoreboard = new Scoreboard(sales, List.of(model, silent));

        // Then
        long others =
                sales.stream().filter(sale -> !sale.commune().equals("75101")).count();
        assertThat(scoreboard.measures()).extracting("rows").containsOnly((int) others);
        assertThat(scoreboard.measures().get(0).hitRate()).isEqualTo(1);
        assertThat(scoreboard.measures().get(1).hitRate()).isEqualTo(others / 600.0);
        assertThat(scoreboard.segments())
                .extracting("name")
                .doesNotContain("75101")
                .contains("75102", "0-30", "1500000-");
    }

    @Test
    void aClearDifferenceIsBeyondNoiseAndNoneIsNot() {
        // When
        var comparisons = new Scoreboard(
                        sales, List.of(noisy("model", 0.1, 1), noisy("worse", 0.2, 2), noisy("alike", 0.1, 3)))
                .comparisons();

        // Then
        var worse = comparisons.get(0);
        assertThat(worse.rival()).isEqualTo("worse");
        assertThat(worse.difference()).isNegative();
        assertThat(worse.high()).isNegative();
        assertThat(worse.probabilityBetter()).isEqualTo(1);
        var alike = comparisons.get(1);
        assertThat(alike.low()).isNegative();
        assertThat(alike.high()).isPositive();
    }

    @Test
    void theSameEstimatesAreNotBetter() {
        // Given
        var model = noisy("model", 0.1, 1);

        // When
        var same = new Scoreboard(sales, List.of(model, new Estimates("same", model.values(), null, null)))
                .comparisons()
                .get(0);

        // Then
        assertThat(same.difference()).isZero();
        assertThat(same.probabilityBetter()).isZero();
    }
}
