package fr.toise.train.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final java.util.List<fr.toise.valuation.sales.Sale> sales =
            MadeUpTown.sales(4, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 1, 10), 1);

    @Test
    void measuresErrorsAsSharesOfThePricePaid() {
        // Given
        double[] factors = {1.05, 0.85, 1.3, 1.0};
        double[] estimates = new double[4];
        for (int i = 0; i < 4; i++) {
            estimates[i] = sales.get(i).price() * factors[i];
        }

        // When
        var measures = Evaluation.measure("someone", sales, estimates);

        // Then
        assertThat(measures.rows()).isEqualTo(4);
        assertThat(measures.mdape()).isCloseTo(0.1, within(1e-9));
        assertThat(measures.mape()).isCloseTo(0.125, within(1e-9));
        assertThat(measures.pe10()).isCloseTo(0.5, within(1e-9));
        assertThat(measures.pe20()).isCloseTo(0.75, within(1e-9));
        assertThat(measures.medianRatio()).isCloseTo(1.025, within(1e-9));
    }

    @Test
    void leavesOutWhatTheEstimatorHadNoAnswerFor() {
        var measures = Evaluation.measure("someone", sales, new double[] {
            sales.get(0).price(), Double.NaN, Double.NaN, sales.get(3).price()
        });

        assertThat(measures.rows()).isEqualTo(2);
        assertThat(measures.mdape()).isZero();
    }
}
