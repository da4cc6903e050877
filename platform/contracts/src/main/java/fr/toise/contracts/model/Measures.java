package fr.toise.contracts.model;

import java.util.Objects;

/**
 * How well one estimator did on the hold-out. Errors are of the total price, as fractions: 0.1 is 10 %.
 *
 * @param estimator   who estimated: {@code model}, {@code champion}, {@code arrondissement-median}, …
 * @param rows        sales that it gave an estimate for
 * @param mdape       median absolute percentage error
 * @param mape        mean absolute percentage error
 * @param pe10        share of estimates within 10 % of the price
 * @param pe20        share of estimates within 20 % of the price
 * @param r2          coefficient of determination on the price
 * @param medianRatio median of estimate over price
 */
public record Measures(
        String estimator,
        int rows,
        double mdape,
        double mape,
        double pe10,
        double pe20,
        double r2,
        double medianRatio) {

    public Measures {
        Objects.requireNonNull(estimator, "estimator");
    }
}
