package fr.toise.valuation;

import java.util.Arrays;

/**
 * An empirical distribution, by its quantiles at equal steps from the smallest to the largest value.
 *
 * @param quantiles ascending, at least two; the first is the smallest value and the last the largest
 */
public record ErrorDistribution(double[] quantiles) {

    /** The share of values inside of the range that is learned, measured and shown. */
    public static final double RANGE = 0.8;

    public ErrorDistribution {
        if (quantiles.length < 2) {
            throw new IllegalArgumentException("A distribution needs two quantiles or more, not " + quantiles.length);
        }
        quantiles = quantiles.clone();
    }

    /** Of a sample, at {@code steps + 1} quantiles. */
    public static ErrorDistribution of(double[] sample, int steps) {
        if (sample.length == 0) {
            throw new IllegalArgumentException("An empty sample has no distribution");
        }
        var sorted = sample.clone();
        Arrays.sort(sorted);
        var quantiles = new double[steps + 1];
        for (int i = 0; i <= steps; i++) {
            quantiles[i] = interpolate(sorted, i / (double) steps);
        }
        return new ErrorDistribution(quantiles);
    }

    /** The value below which a share {@code p}, 0 to 1, lies. */
    public double quantile(double p) {
        return interpolate(quantiles, Math.min(1, Math.max(0, p)));
    }

    /** The lower end of the range that a share of {@link #RANGE} lies inside of. */
    public double low() {
        return quantile((1 - RANGE) / 2);
    }

    /** The upper end of that range. */
    public double high() {
        return quantile((1 + RANGE) / 2);
    }

    /** The share, 0 to 1, that lies below a value. */
    public double cumulative(double value) {
        int last = quantiles.length - 1;
        if (value <= quantiles[0]) {
            return 0;
        }
        if (value >= quantiles[last]) {
            return 1;
        }
        int found = Arrays.binarySearch(quantiles, value);
        if (found >= 0) {
            return found / (double) last;
        }
        int above = -found - 1;
        double within = (value - quantiles[above - 1]) / (quantiles[above] - quantiles[above - 1]);
        return (above - 1 + within) / last;
    }

    /** With every value multiplied by a positive factor. */
    public ErrorDistribution scaled(double factor) {
        var scaled = new double[quantiles.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = quantiles[i] * factor;
        }
        return new ErrorDistribution(scaled);
    }

    private static double interpolate(double[] sorted, double p) {
        double position = p * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorDistribution that && Arrays.equals(quantiles, that.quantiles);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(quantiles);
    }

    @Override
    public String toString() {
        return "ErrorDistribution[" + quantiles.length + " quantiles]";
    }
}
