package fr.toise.train.job.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final List<Sale> SALES =
            MadeUpTown.sales(3_000, LocalDate.of(2021, 1, 1), LocalDate.of(2022, 12, 31), 11);

    private static TrainingSettings settings(List<String> without) {
        return new TrainingSettings(0.15, 1, 16, 2, 1, 4, 128, 0.004, 0.01, 0.1, 60, 600, without, 1);
    }

    @Test
    void isMeasuredOnSalesThatAreNeitherLearnedFromNorOfTheHoldOut() {
        // Given the newest tenth changed beyond recognition
        int cut = SALES.size() - 300;
        var otherHoldOut = new java.util.ArrayList<>(SALES.subList(0, cut));
        SALES.subList(cut, SALES.size()).stream().map(TrialTest::tenTimesAsDear).forEach(otherHoldOut::add);

        // When
        var report = Trial.run("s1", 3, 1, settings(List.of()), 60, SALES, said -> {});
        var unaware = Trial.run("s1", 3, 1, settings(List.of()), 60, otherHoldOut, said -> {});

        // Then
        assertThat(report.trial()).isEqualTo(3);
        assertThat(report.rung()).isEqualTo(1);
        assertThat(report.rowsTrained() + report.measures().rows()).isLessThanOrEqualTo(cut);
        assertThat(report.measures().mdape()).isBetween(0.03, 0.25);
        assertThat(unaware.measures()).isEqualTo(report.measures());
    }

    @Test
    void trialsOfOneSearchAreMeasuredOnTheSameSalesWhateverTheirIndex() {
        // Given a year with so few sales that only a slow index has a level in it
        var thin = Stream.of(
                        MadeUpTown.sales(1_200, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 6, 30), 11),
                        MadeUpTown.sales(440, LocalDate.of(2021, 7, 1), LocalDate.of(2022, 6, 30), 11),
                        MadeUpTown.sales(1_200, LocalDate.of(2022, 7, 1), LocalDate.of(2022, 12, 31), 11))
                .flatMap(List::stream)
                .toList();

        // When
        var configured = Trial.run("s1", 0, 0, ofIndex(60), 60, thin, said -> {});
        var slow = Trial.run("s1", 1, 0, ofIndex(120), 60, thin, said -> {});

        // Then
        assertThat(slow.rowsTrained()).isGreaterThan(configured.rowsTrained());
        assertThat(slow.measures().rows()).isEqualTo(configured.measures().rows());
    }

    @Test
    void aTrialThatHasNoAnswerForSomeOfThemIsLost() {
        // Given an index of so few days that it never has enough sales
        var hasty = ofIndex(10);

        // Then
        assertThatThrownBy(() -> Trial.run("s1", 1, 0, hasty, 60, SALES, said -> {}))
                .isInstanceOf(NoEarlierSalesException.class);
    }

    private static TrainingSettings ofIndex(int days) {
        return new TrainingSettings(0.15, 1, 16, 2, 1, 4, 128, 0.004, 0.01, 0.1, days, 600, List.of(), 1);
    }

    @Test
    void whatIsLeftOutIsMissed() {
        // When
        var whole = Trial.run("s1", 0, 0, settings(List.of()), 60, SALES, said -> {});
        var blind = Trial.run(
                "s1",
                1,
                0,
                new TrainingSettings(
                        0.15,
                        1,
                        16,
                        0,
                        1,
                        4,
                        128,
                        0.004,
                        0.01,
                        0.1,
                        60,
                        600,
                        List.of("position", "building", "street", "section", "commune", "neighbours"),
                        1),
                60,
                SALES,
                said -> {});

        // Then
        assertThat(whole.measures().mdape()).isLessThan(0.8 * blind.measures().mdape());
    }

    private static Sale tenTimesAsDear(Sale sale) {
        return MadeUpTown.with(sale, Map.of("price", sale.price() * 10));
    }
}
