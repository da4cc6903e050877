package fr.toise.train.job.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

    private final List<Sale> sales = MadeUpTown.sales(4, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 1, 10), 1);

    private double[] times(double... factors) {
        return IntStream.range(0, factors.length)
                .mapToDouble(i -> sales.get(i).price() * factors[i])
                .toArray();
    }

    @Test
    void measuresErrorsAsSharesOfThePricePaid() {
        // Given
        var estimates = new Estimates("someone", times(1.05, 0.85, 1.3, 1.0), null, null);

        // When
        var measures = Evaluation.measure(sales, estimates, 0.9);

        // Then
        assertThat(measures.rows()).isEqualTo(4);
        assertThat(measures.hitRate()).isEqualTo(0.9);
        assertThat(measures.mdape()).isCloseTo(0.1, within(1e-9));
        assertThat(measures.mape()).isCloseTo(0.125, within(1e-9));
        assertThat(measures.pe10()).isCloseTo(0.5, within(1e-9));
        assertThat(measures.pe20()).isCloseTo(0.75, within(1e-9));
        assertThat(measures.medianRatio()).isCloseTo(1.025, within(1e-9));
        // deviations from 1.025: 0.025, 0.175, 0.275, 0.025
        assertThat(measures.cod()).isCloseTo(0.125 / 1.025, within(1e-9));
        assertThat(measures.coverage()).isNull();
        assertThat(measures.relativeWidth()).isNull();
    }

    @Test
    void estimatesThatAreAllOffAlikeHaveNeitherDispersionNorBias() {
        // When
        var measures = Evaluation.measure(sales, new Estimates("someone", times(1.1, 1.1, 1.1, 1.1), null, null), 1);

        // Then
        assertThat(measures.cod()).isCloseTo(0, within(1e-9));
        assertThat(measures.prd()).isCloseTo(1, within(1e-9));
        assertThat(measures.prb()).isCloseTo(0, within(1e-9));
    }

    @Test
    void dearFlatsThatAreEstimatedTooLowShowInPrdAndPrb() {
        // Given
        var many = MadeUpTown.sales(400, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 12, 31), 2);
        double middle = 400_000;
        var tooFlat = many.stream()
                .mapToDouble(sale -> sale.price() * Math.pow(sale.price() / middle, -0.2))
                .toArray();

        // When
        var measures = Evaluation.measure(many, new Estimates("someone", tooFlat, null, null), 1);

        // Then
        assertThat(measures.prd()).isGreaterThan(1.03);
        assertThat(measures.prb()).isLessThan(-0.05);
    }

    @Test
    void measuresAsTheTextbooksDo() {
        // Given flats of 5,000, 8,000, 10,000 and 8,000 €/m²
        var sold = List.of(sold(100_000, 20), sold(200_000, 25), sold(400_000, 40), sold(800_000, 100));
        var values = new double[] {110_000, 190_000, 360_000, 640_000};

        // When
        var measures = Evaluation.measure(sold, new Estimates("someone", values, null, null), 1);

        // Then by hand: ratios of 1.1, 0.95, 0.9 and 0.8, of which the median is 0.925
        assertThat(measures.prd()).isCloseTo(0.9375 / (1_300 / 1_500.0), within(1e-9));
        assertThat(measures.prb()).isCloseTo(-0.11049, within(1e-5));
        assertThat(measures.r2()).isCloseTo(1 - 27_400 / 287_500.0, within(1e-9));
        assertThat(measures.r2PerSquareMetre()).isCloseTo(1 - 3.97 / 12.75, within(1e-9));
    }

    private Sale sold(double price, double area) {
        return MadeUpTown.with(sales.get(0), Map.of("price", price, "area", area));
    }

    @Test
    void pricesThatAreAllTheSameHaveNothingToExplain() {
        // When
        var one = Evaluation.measure(
                sales.subList(0, 1), new Estimates("someone", new double[] {300_000}, null, null), 1);

        // Then
        assertThat(one.r2()).isNull();
        assertThat(one.r2PerSquareMetre()).isNull();
        assertThat(one.mdape()).isFinite();
    }

    @Test
    void countsThePricesInsideTheRange() {
        // Given
        var estimates =
                new Estimates("someone", times(1, 1, 1, 1), times(0.9, 1.1, 0.9, 0.9), times(1.1, 1.3, 1.1, 0.95));

        // When
        var measures = Evaluation.measure(sales, estimates, 1);

        // Then
        assertThat(measures.coverage()).isEqualTo(0.5);
        assertThat(measures.relativeWidth()).isCloseTo((0.2 + 0.2 + 0.2 + 0.05) / 4, within(1e-9));
        assertThat(measures.mdape()).isZero();
        assertThat(measures.r2()).isEqualTo(1);
    }
}
