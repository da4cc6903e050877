package fr.toise.valuation.features;

/**
 * What is known of a flat on a day, in numbers, before scaling.
 *
 * @param flat             in the order of {@link FeatureExtractor#NAMES}
 * @param comparables      one after the other, each in the order of {@link FeatureExtractor#COMPARABLE_NAMES}
 * @param comparableSales  positions in the history of the sales that these are of, the most alike first
 * @param comparableMetres how far away they are
 */
public record Features(float[] flat, float[] comparables, int[] comparableSales, double[] comparableMetres) {}
