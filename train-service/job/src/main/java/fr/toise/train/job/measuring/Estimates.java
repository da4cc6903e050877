package fr.toise.train.job.measuring;

import fr.toise.valuation.Valuation;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one estimator says of some sales, in euros of the whole price; NaN where it says nothing.
 *
 * @param low  lower end of the 80 % range; null for an estimator without one
 * @param high upper end of the 80 % range; null for an estimator without one
 */
public record Estimates(String estimator, double[] values, double[] low, double[] high) {

    public static Estimates of(String estimator, List<Sale> sales, ToDoubleFunction<Sale> says) {
        return new Estimates(estimator, sales.stream().mapToDouble(says).toArray(), null, null);
    }

    /**
     * Of an estimator that knows the market's level.
     *
     * @param residuals what it says, as log €/m² over that level
     */
    public static Estimates ofResiduals(String estimator, SalesHistory history, List<Sale> sales, double[] residuals) {
        var values = new double[residuals.length];
        for (int i = 0; i < values.length; i++) {
            var sale = sales.get(i);
            double level = history.marketLevel(sale.department(), sale.saleDate());
            values[i] = Math.exp(level + residuals[i]) * sale.area();
        }
        return new Estimates(estimator, values, null, null);
    }

    /** @param valuations null where there is none */
    public static Estimates of(String estimator, List<Valuation> valuations) {
        return new Estimates(
                estimator,
                valuations.stream()
                        .mapToDouble(each -> each == null ? Double.NaN : each.value())
                        .toArray(),
                valuations.stream()
                        .mapToDouble(each -> each == null ? Double.NaN : each.low())
                        .toArray(),
                valuations.stream()
                        .mapToDouble(each -> each == null ? Double.NaN : each.high())
                        .toArray());
    }

    public boolean says(int sale) {
        return !Double.isNaN(values[sale]);
    }

    /** Share of the sales that it has an answer for. */
    public double hitRate() {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count() / (double) values.length;
    }

    /** Of these sales only, in this order. */
    Estimates only(int[] which) {
        return new Estimates(estimator, only(values, which), only(low, which), only(high, which));
    }

    private static double[] only(double[] values, int[] which) {
        return values == null
                ? null
                : Arrays.stream(which).mapToDouble(at -> values[at]).toArray();
    }
}
