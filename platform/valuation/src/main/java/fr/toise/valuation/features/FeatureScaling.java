package fr.toise.valuation.features;

import java.util.List;

/**
 * Brings every feature to mean 0 and deviation 1, as seen in training; far-off values are cut.
 *
 * @param names what the features were when this was learned
 */
public record FeatureScaling(List<String> names, double[] means, double[] deviations) {

    private static final float FARTHEST = 6;

    public FeatureScaling {
        names = List.copyOf(names);
        if (means.length != names.size() || deviations.length != names.size()) {
            throw new IllegalArgumentException("Expected " + names.size() + " means and deviations, not " + means.length
                    + " and " + deviations.length);
        }
    }

    public static FeatureScaling learn(List<float[]> rows) {
        var means = new double[FeatureExtractor.COUNT];
        var deviations = new double[FeatureExtractor.COUNT];
        for (int f = 0; f < means.length; f++) {
            double sum = 0;
            for (var row : rows) {
                sum += row[f];
            }
            means[f] = sum / rows.size();
            double squares = 0;
            for (var row : rows) {
                squares += (row[f] - means[f]) * (row[f] - means[f]);
            }
            double deviation = Math.sqrt(squares / rows.size());
            // a feature that never varied says nothing, and must not blow up when it does
            deviations[f] = deviation < 1e-6 ? 1 : deviation;
        }
        return new FeatureScaling(FeatureExtractor.NAMES, means, deviations);
    }

    public float[] scale(float[] features) {
        var scaled = new float[features.length];
        for (int f = 0; f < features.length; f++) {
            float value = (float) ((features[f] - means[f]) / deviations[f]);
            scaled[f] = Math.max(-FARTHEST, Math.min(FARTHEST, value));
        }
        return scaled;
    }
}
