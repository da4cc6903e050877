package fr.toise.valuation.network;

import fr.toise.valuation.features.FeatureExtractor;

/**
 * Networks of one shape side by side: each weighs the comparables by attention, then goes through hidden layers to an estimate and how far
 * off it may be.
 *
 * @param networks          trained from different seeds
 * @param inputs            features of the flat
 * @param comparables       earlier sales that are weighed
 * @param comparableInputs  features of each
 * @param heads             of the attention; 0 for networks that do not see the comparables
 * @param layers            hidden layers
 * @param width             units in each
 */
public record NetworkShape(
        int networks,
        int inputs,
        int comparables,
        int comparableInputs,
        int heads,
        int layers,
        int width,
        double dropout) {

    /** For what {@link FeatureExtractor} says of a flat. */
    public static NetworkShape of(int networks, int heads, int layers, int width, double dropout) {
        return new NetworkShape(
                networks,
                FeatureExtractor.COUNT,
                FeatureExtractor.COMPARABLES,
                FeatureExtractor.COMPARABLE_NAMES.size(),
                heads,
                layers,
                width,
                dropout);
    }

    public NetworkShape withNetworks(int number) {
        return new NetworkShape(number, inputs, comparables, comparableInputs, heads, layers, width, dropout);
    }
}
