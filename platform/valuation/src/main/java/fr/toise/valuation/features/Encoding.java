package fr.toise.valuation.features;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * From features to what the network sees; all that was learned for it from the sales that the network learned from.
 *
 * @param flat        scaling of the flat's features
 * @param comparables scaling of the comparables' features
 * @param targetScale what one unit of the network's answer is, in log €/m² over the market's level
 * @param without     groups of features that the network is not told
 */
public record Encoding(FeatureScaling flat, FeatureScaling comparables, double targetScale, Set<FeatureGroup> without) {

    private static final float NOT_THERE = -1e4f;
    private static final double SMALLEST_SCALE = 1e-6;

    public Encoding {
        without = without.isEmpty() ? Set.of() : Set.copyOf(without);
    }

    /**
     * @param residuals the targets: log €/m² over the market's level, one for each
     */
    public static Encoding learn(List<Features> features, double[] residuals, Set<FeatureGroup> without) {
        return new Encoding(
                FeatureScaling.learn(
                        FeatureExtractor.NAMES,
                        features.stream().map(Features::flat).toList()),
                FeatureScaling.learn(
                        FeatureExtractor.COMPARABLE_NAMES,
                        features.stream().map(Features::comparables).toList()),
                Math.max(SMALLEST_SCALE, deviation(residuals)),
                without);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / values.length);
    }

    /** Whether this program computes the features that this was learned from. */
    public boolean fitsThisProgram() {
        return flat.names().equals(FeatureExtractor.NAMES)
                && comparables.names().equals(FeatureExtractor.COMPARABLE_NAMES);
    }

    public EncodedFlat encode(Features features) {
        var scaled = flat.scale(features.flat());
        if (!without.isEmpty()) {
            leaveOut(scaled);
        }
        int width = FeatureExtractor.COMPARABLE_NAMES.size();
        int there = features.comparables().length / width;
        var residuals = new float[FeatureExtractor.COMPARABLES];
        var mask = new float[FeatureExtractor.COMPARABLES];
        Arrays.fill(mask, there, mask.length, NOT_THERE);
        for (int i = 0; i < there; i++) {
            residuals[i] = (float) (features.comparables()[i * width] / targetScale);
        }
        return new EncodedFlat(
                scaled,
                Arrays.copyOf(comparables.scale(features.comparables()), FeatureExtractor.COMPARABLES * width),
                residuals,
                mask);
    }

    private void leaveOut(float[] scaled) {
        for (int i = 0; i < scaled.length; i++) {
            if (without.contains(FeatureExtractor.GROUPS.get(i))) {
                scaled[i] = 0;
            }
        }
    }

    /** The groups of these names, in any case. */
    public static Set<FeatureGroup> groups(List<String> names) {
        var groups = EnumSet.noneOf(FeatureGroup.class);
        names.forEach(name -> groups.add(FeatureGroup.of(name)));
        return groups;
    }
}
