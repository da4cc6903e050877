package fr.toise.valuation.network;

import fr.toise.valuation.features.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;

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

    /** Where the logarithm of the typical error starts out. */
    public static final float FIRST_LOG_ERROR = -1;

    /** Keeps the logarithm of an attention's concentration finite. */
    public static final float SMALLEST_CONCENTRATION = 1e-6f;

    private static final int ATTENTION_WIDTH = 16;
    private static final int OUTPUTS = 2;

    /**
     * A matrix {@code (networks, in, out)} called {@code <name>.weight} and a row {@code (networks, 1, out)} called {@code <name>.bias}.
     *
     * @param in  numbers that come in
     * @param out numbers that go out
     */
    public record Layer(String name, int in, int out) {}

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

    /** What scores the comparables: none without heads. */
    public List<Layer> attention() {
        return heads == 0
                ? List.of()
                : List.of(
                        new Layer("attention0", comparableInputs, ATTENTION_WIDTH),
                        new Layer("attention1", ATTENTION_WIDTH, heads));
    }

    /** Each head adds what the comparables say to it, and on how few of them that rests, to the features of the flat. */
    public List<Layer> hidden() {
        var hidden = new ArrayList<Layer>();
        for (int i = 0; i < layers; i++) {
            hidden.add(new Layer("hidden" + i, i == 0 ? inputs + 2 * heads : width, width));
        }
        return hidden;
    }

    /** The estimate, and the logarithm of the typical error less {@link #FIRST_LOG_ERROR}. */
    public Layer output() {
        return new Layer("output", layers == 0 ? inputs + 2 * heads : width, OUTPUTS);
    }

    /** Every layer, in the order in which they are applied. */
    public List<Layer> all() {
        var all = new ArrayList<>(attention());
        all.addAll(hidden());
        all.add(output());
        return all;
    }
}
