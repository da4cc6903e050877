package fr.toise.valuation.features;

import java.util.List;

/**
 * Brings every feature to mean 0 and deviation 1, as seen in training; far-off values are cut. Works on rows that hold the features once
 * or several times in a row.
 *
 * @param names what the features were when this was learned
 */
public record FeatureScaling(List<String> names, double[] means, double[] deviations) {

    private static final float FARTHEST = 6;
    private static final double SMALLEST_DEVIATION = 1e-6;

    public FeatureScaling {
        names = List.copyOf(names);
        if (means.length != names.size() || deviations.length != names.size()) {
            throw new IllegalArgumentException("Expected " + names.size() + " means and deviations, not " + means.length
                    + " and " + deviations.length);
        }
    }

    public static FeatureScaling learn(List<String> names, List<float[]> rows) {
        var means = new double[names.size()];
        var deviations = new double[names.size()];
        for (int f = 0; f < means.length; f++) {
            means[f] = mean(rows, f, means.length, 0, 1);
            double variance = mean(rows, f, means.length, means[f], 2);
            // a feature that never varied says nothing, and must not blow up when it does
            deviations[f] = variance < SMALLEST_DEVIATION * SMALLEST_DEVIATION ? 1 : Math.sqrt(variance);
        }
        return new FeatureScaling(names, means, deviations);
    }

    /** Mean of a power of a feature less a centre; 0 where there are no rows. */
    private static double mean(List<float[]> rows, int feature, int width, double centre, int power) {
        double sum = 0;
        long count = 0;
        for (var row : rows) {
            for (int at = feature; at < row.length; at += width) {
                sum += Math.pow(row[at] - centre, power);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    public float[] scale(float[] features) {
        var scaled = new float[features.length];
        for (int f = 0; f < means.length; f++) {
            double mean = means[f];
            double perDeviation = 1 / deviations[f];
            for (int at = f; at < features.length; at += means.length) {
                scaled[at] = (float) ((features[at] - mean) * perDeviation);
            }
        }
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] = Math.max(-FARTHEST, Math.min(FARTHEST, scaled[at]));
        }
        return scaled;
    }
}
