package fr.toise.valuation.features;

/**
 * A flat on a day as the network sees it.
 *
 * @param features    scaled
 * @param comparables {@link FeatureExtractor#COMPARABLES} times the comparables' features, scaled; zeros where there are fewer
 * @param residuals   of each comparable, in units of the target
 * @param mask        0 for a comparable, a large negative number where there is none
 */
public record EncodedFlat(float[] features, float[] comparables, float[] residuals, float[] mask) {}
