package fr.toise.train.job;

import fr.toise.contracts.model.Measures;
import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.List;

/** What one estimator said of the hold-out, held against what was paid. */
final class Evaluation {

    private Evaluation() {}

    /** @param estimates of the whole price, in euros, one for each sale; NaN where the estimator had none */
    static Measures measure(String estimator, List<Sale> sales, double[] estimates) {
        double[] errors = new double[sales.size()];
        double[] ratios = new double[sales.size()];
        double sumOfSquares = 0;
        double sumOfPrices = 0;
        double sumOfSquaredPrices = 0;
        int rows = 0;
        for (int i = 0; i < estimates.length; i++) {
            if (Double.isNaN(estimates[i])) {
                continue;
            }
            double price = sales.get(i).price();
            errors[rows] = Math.abs(estimates[i] - price) / price;
            ratios[rows] = estimates[i] / price;
            sumOfSquares += (estimates[i] - price) * (estimates[i] - price);
            sumOfPrices += price;
            sumOfSquaredPrices += price * price;
            rows++;
        }
        errors = Arrays.copyOf(errors, rows);
        ratios = Arrays.copyOf(ratios, rows);
        double total = sumOfSquaredPrices - sumOfPrices * sumOfPrices / rows;
        return new Measures(
                estimator,
                rows,
                median(errors),
                Arrays.stream(errors).average().orElse(Double.NaN),
                shareWithin(errors, 0.1),
                shareWithin(errors, 0.2),
                1 - sumOfSquares / total,
                median(ratios));
    }

    private static double shareWithin(double[] errors, double bound) {
        return Arrays.stream(errors).filter(error -> error <= bound).count() / (double) errors.length;
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
