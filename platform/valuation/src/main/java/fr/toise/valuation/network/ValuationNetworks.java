package fr.toise.valuation.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The networks of a {@link NetworkShape} as one DJL block: every parameter has the network as its first dimension, so that one matrix product
 * serves them all.
 *
 * <p>In: features {@code (B, inputs)}, comparables {@code (B * K, comparableInputs)}, their residuals {@code (B, K)} and mask {@code (B, K)};
 * in training each has the network as one more dimension in front. Out: {@code (networks, B, 2)}, the estimate and the logarithm of its
 * typical error in units of the target, and the mean attention {@code (B, K)} where there are heads and nothing is trained.
 */
final class ValuationNetworks extends AbstractBlock {

    private static final byte VERSION = 1;
    private static final int ATTENTION_WIDTH = 16;
    private static final int OUTPUTS = 2;
    /** Where the logarithm of the typical error starts out. */
    static final float FIRST_LOG_ERROR = -1;
    /** Outputs start near zero. */
    private static final double SMALL = 0.05;

    private record Layer(Parameter weight, Parameter bias) {}

    private final NetworkShape shape;
    private final long seed;
    private final List<Layer> attention = new ArrayList<>();
    private final List<Layer> hidden = new ArrayList<>();
    private final Layer output;

    /** @param seed of the first network; the next ones have the next seeds */
    ValuationNetworks(NetworkShape shape, long seed) {
        super(VERSION);
        this.shape = shape;
        this.seed = seed;
        int inputs = shape.inputs();
        if (shape.heads() > 0) {
            attention.add(layer("attention0", shape.comparableInputs(), ATTENTION_WIDTH, 1));
            attention.add(layer("attention1", ATTENTION_WIDTH, shape.heads(), 1));
            inputs += 2 * shape.heads();
        }
        for (int i = 0; i < shape.layers(); i++) {
            hidden.add(layer("hidden" + i, inputs, shape.width(), 1));
            inputs = shape.width();
        }
        output = layer("output", inputs, OUTPUTS, SMALL);
    }

    private Layer layer(String name, int in, int out, double scale) {
        return new Layer(
                addParameter(Parameter.builder()
                        .setName(name + ".weight")
                        .setType(Parameter.Type.WEIGHT)
                        .optShape(new Shape(shape.networks(), in, out))
                        .optInitializer(
                                (manager, its, type) -> uniform(manager, its, name, scale * Math.sqrt(3.0 / in)))
                        .build()),
                addParameter(Parameter.builder()
                        .setName(name + ".bias")
                        .setType(Parameter.Type.BIAS)
                        .optShape(new Shape(shape.networks(), 1, out))
                        .optInitializer(Initializer.ZEROS)
                        .build()));
    }

    /** Each network draws for itself, so that it does not matter which others it is trained beside. */
    private NDArray uniform(NDManager manager, Shape its, String name, double bound) {
        var values = new float[(int) its.size()];
        int each = values.length / shape.networks();
        for (int network = 0; network < shape.networks(); network++) {
            var random = new Random((seed + network) * 1_000_003 + name.hashCode());
            for (int i = network * each; i < (network + 1) * each; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
        }
        return manager.create(values, its);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        var x = inputs.get(0);
        long rows = x.getShape().get(x.getShape().dimension() - 2);
        NDArray weights = null;
        if (shape.heads() > 0) {
            weights = attend(parameters, inputs.get(1), inputs.get(3), rows, training);
            x = NDArrays.concat(withSummary(x, weights, inputs.get(2), rows), 2);
        }
        for (var layer : hidden) {
            x = Activation.gelu(apply(layer, parameters, x, training));
            if (training && shape.dropout() > 0) {
                x = Dropout.dropout(x, (float) shape.dropout(), true).singletonOrThrow();
            }
        }
        x = apply(output, parameters, x, training);
        return training || weights == null
                ? new NDList(x)
                : new NDList(x, weights.mean(new int[] {3}).mean(new int[] {0}));
    }

    /** Share of each comparable in each head: {@code (networks, B, K, heads)}. */
    private NDArray attend(ParameterStore parameters, NDArray comparables, NDArray mask, long rows, boolean training) {
        var scores = Activation.relu(apply(attention.get(0), parameters, comparables, training));
        return apply(attention.get(1), parameters, scores, training)
                .reshape(shape.networks(), rows, shape.comparables(), shape.heads())
                .add(mask.expandDims(-1))
                .softmax(2);
    }

    /** The features, what the comparables say to each head, and on how few of them that rests. */
    private NDList withSummary(NDArray x, NDArray weights, NDArray residuals, long rows) {
        var said = weights.mul(residuals.expandDims(-1)).sum(new int[] {2});
        var concentration = weights.square().sum(new int[] {2}).add(1e-6f).log();
        var features = x.getShape().dimension() == 3
                ? x
                : x.expandDims(0).broadcast(new Shape(shape.networks(), rows, shape.inputs()));
        return new NDList(features, said, concentration);
    }

    private static NDArray apply(Layer layer, ParameterStore parameters, NDArray x, boolean training) {
        var weight = parameters.getValue(layer.weight(), x.getDevice(), training);
        var bias = parameters.getValue(layer.bias(), x.getDevice(), training);
        return x.matMul(weight).add(bias);
    }

    /** The logarithm of the typical error, of the networks' second output. */
    static NDArray logError(NDArray output) {
        return output.add(FIRST_LOG_ERROR);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(shape.networks(), inputShapes[0].get(inputShapes[0].dimension() - 2), OUTPUTS)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        // it has none
    }
}
