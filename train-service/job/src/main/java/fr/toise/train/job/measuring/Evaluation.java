package fr.toise.train.job.measuring;

import fr.toise.contracts.model.Measures;
import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The measures of the field, of one estimator on some sales. Definitions: IAAO, Standard on Ratio Studies. */
public final class Evaluation {

    private Evaluation() {}

    /**
     * @param estimates one for each sale, none of them NaN
     * @param hitRate   see {@link Measures#hitRate()}
     */
    public static Measures measure(List<Sale> sales, Estimates estimates, double hitRate) {
        int rows = sales.size();
        var values = estimates.values();
        var prices = sales.stream().mapToDouble(Sale::price).toArray();
        var ratios = each(rows, i -> values[i] / prices[i]);
        var errors = each(rows, i -> Math.abs(ratios[i] - 1));
        double medianRatio = median(ratios);
        return new Measures(
                estimates.estimator(),
                rows,
                hitRate,
                median(errors),
                mean(errors),
                share(rows, i -> errors[i] <= 0.1),
                share(rows, i -> errors[i] <= 0.2),
                r2(prices, values),
                r2(
                        each(rows, i -> prices[i] / sales.get(i).area()),
                        each(rows, i -> values[i] / sales.get(i).area())),
                medianRatio,
                mean(each(rows, i -> Math.abs(ratios[i] - medianRatio))) / medianRatio,
                mean(ratios) / (sum(values) / sum(prices)),
                priceRelatedBias(prices, values, ratios, medianRatio),
                estimates.low() == null
                        ? null
                        : share(
                                rows,
                                i -> prices[i] >= estimates.low()[i]
                                        && prices[i] <= estimates.high()[i]),
                estimates.low() == null
                        ? null
                        : mean(each(rows, i -> (estimates.high()[i] - estimates.low()[i]) / values[i])));
    }

    /** Slope of the ratios, as shares of their median, on the binary logarithm of the value, taken half from price and half from estimate. */
    private static double priceRelatedBias(double[] prices, double[] values, double[] ratios, double medianRatio) {
        var x = each(prices.length, i -> Math.log((prices[i] + values[i] / medianRatio) / 2) / Math.log(2));
        var y = each(prices.length, i -> (ratios[i] - medianRatio) / medianRatio);
        double meanX = mean(x);
        double meanY = mean(y);
        double covariance = sum(each(x.length, i -> (x[i] - meanX) * (y[i] - meanY)));
        double variance = sum(each(x.length, i -> (x[i] - meanX) * (x[i] - meanX)));
        return variance == 0 ? 0 : covariance / variance;
    }

    private static Double r2(double[] paid, double[] said) {
        if (Arrays.stream(paid).distinct().count() < 2) {
            return null;
        }
        double mean = mean(paid);
        double residual = sum(each(paid.length, i -> (said[i] - paid[i]) * (said[i] - paid[i])));
        double total = sum(each(paid.length, i -> (paid[i] - mean) * (paid[i] - mean)));
        return 1 - residual / total;
    }

    private static double[] each(int rows, IntToDoubleFunction function) {
        return IntStream.range(0, rows).mapToDouble(function).toArray();
    }

    private static double share(int rows, java.util.function.IntPredicate predicate) {
        return IntStream.range(0, rows).filter(predicate).count() / (double) rows;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
