package fr.toise.train.job.network;

import ai.djl.Device;
import ai.djl.Model;
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
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;

/**
 * The networks of a {@link NetworkShape} as one DJL block: every parameter has the network as its first dimension, so that one matrix product
 * serves them all.
 *
 * <p>In: features {@code (networks, B, inputs)}, comparables {@code (networks, B * K, comparableInputs)}, their residuals and mask
 * {@code (networks, B, K)}. Out: {@code (networks, B, 2)}, the estimate and the logarithm of its typical error in units of the target.
 * {@link NetworkEnsemble} computes the same, to serve.
 */
public final class ValuationNetworks extends AbstractBlock {

    private static final String ENGINE = "PyTorch";
    private static final byte VERSION = 1;
    /** Outputs start near zero. */
    private static final double SMALL = 0.05;

    private record Dense(Parameter weight, Parameter bias) {}

    private final NetworkShape shape;
    private final long seed;
    private final List<Dense> attention;
    private final List<Dense> hidden;
    private final Dense output;

    /** @param seed of the first network; the next ones have the next seeds */
    ValuationNetworks(NetworkShape shape, long seed) {
        super(VERSION);
        this.shape = shape;
        this.seed = seed;
        attention = shape.attention().stream().map(layer -> dense(layer, 1)).toList();
        hidden = shape.hidden().stream().map(layer -> dense(layer, 1)).toList();
        output = dense(shape.output(), SMALL);
    }

    /**
     * A model with untrained networks; the caller closes it.
     *
     * @param device null for this machine's usual one
     * @param seed   of the first network; the next ones have the next seeds
     */
    static Model untrained(NetworkShape shape, Device device, long seed) {
        var model = Model.newInstance("networks", device, ENGINE);
        model.setBlock(new ValuationNetworks(shape, seed));
        return model;
    }

    /** What a model has learned, free of it. */
    static NetworkEnsemble ensemble(Model model, NetworkShape shape) {
        var parameters = new LinkedHashMap<String, float[]>();
        for (var parameter : model.getBlock().getParameters().values()) {
            parameters.put(parameter.getName(), parameter.getArray().toFloatArray());
        }
        return new NetworkEnsemble(shape, parameters);
    }

    /** Writes the parameters as DJL does, for those who go on from them with DJL. */
    public static void save(NetworkEnsemble networks, Path folder, String name) throws IOException {
        var shape = networks.shape();
        try (var model = untrained(shape, Device.cpu(), 0)) {
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, inputShapes(shape, 1));
            for (var parameter : model.getBlock().getParameters().values()) {
                parameter.getArray().set(networks.parameters().get(parameter.getName()));
            }
            model.save(folder, name);
        }
    }

    /** Shapes of what the networks are told of so many flats, in training. */
    static Shape[] inputShapes(NetworkShape shape, long rows) {
        long networks = shape.networks();
        return new Shape[] {
            new Shape(networks, rows, shape.inputs()),
            new Shape(networks, rows * shape.comparables(), shape.comparableInputs()),
            new Shape(networks, rows, shape.comparables()),
            new Shape(networks, rows, shape.comparables())
        };
    }

    private Dense dense(NetworkShape.Layer layer, double scale) {
        return new Dense(
                addParameter(Parameter.builder()
                        .setName(layer.name() + ".weight")
                        .setType(Parameter.Type.WEIGHT)
                        .optShape(new Shape(shape.networks(), layer.in(), layer.out()))
                        .optInitializer((manager, its, type) ->
                                uniform(manager, its, layer.name(), scale * Math.sqrt(3.0 / layer.in())))
                        .build()),
                addParameter(Parameter.builder()
                        .setName(layer.name() + ".bias")
                        .setType(Parameter.Type.BIAS)
                        .optShape(new Shape(shape.networks(), 1, layer.out()))
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
        if (shape.heads() > 0) {
            var weights = attend(parameters, inputs.get(1), inputs.get(3), training);
            x = NDArrays.concat(withSummary(x, weights, inputs.get(2)), 2);
        }
        for (var layer : hidden) {
            x = Activation.gelu(apply(layer, parameters, x, training));
            if (training && shape.dropout() > 0) {
                x = Dropout.dropout(x, (float) shape.dropout(), true).singletonOrThrow();
            }
        }
        return new NDList(apply(output, parameters, x, training));
    }

    /** Share of each comparable in each head: {@code (networks, heads, B, K)}, for sums over what comes last are the fast ones. */
    private NDArray attend(ParameterStore parameters, NDArray comparables, NDArray mask, boolean training) {
        var hidden =
                Activation.relu(applyAcross(attention.get(0), parameters, comparables.transpose(0, 2, 1), training));
        return applyAcross(attention.get(1), parameters, hidden, training)
                .reshape(shape.networks(), shape.heads(), -1, shape.comparables())
                .add(mask.expandDims(1))
                .softmax(3);
    }

    /** The features, what the comparables say to each head, and on how few of them that rests. */
    private static NDList withSummary(NDArray x, NDArray weights, NDArray residuals) {
        var said = weights.mul(residuals.expandDims(1)).sum(new int[] {3});
        var concentration = weights.square()
                .sum(new int[] {3})
                .add(NetworkShape.SMALLEST_CONCENTRATION)
                .log();
        return new NDList(x, said.transpose(0, 2, 1), concentration.transpose(0, 2, 1));
    }

    /** A layer whose rows are columns: {@code (networks, in, rows)} to {@code (networks, out, rows)}. */
    private static NDArray applyAcross(Dense layer, ParameterStore parameters, NDArray x, boolean training) {
        var weight = across(layer.weight(), parameters, x, training);
        var bias = across(layer.bias(), parameters, x, training);
        return weight.matMul(x).add(bias);
    }

    private static NDArray across(Parameter parameter, ParameterStore parameters, NDArray x, boolean training) {
        var turned = parameters.getValue(parameter, x.getDevice(), training).transpose(0, 2, 1);
        // it would be kept, and what is computed from it too, for as long as the parameter
        turned.attach(x.getManager());
        return turned;
    }

    private static NDArray apply(Dense layer, ParameterStore parameters, NDArray x, boolean training) {
        var weight = parameters.getValue(layer.weight(), x.getDevice(), training);
        var bias = parameters.getValue(layer.bias(), x.getDevice(), training);
        return x.matMul(weight).add(bias);
    }

    /** The logarithm of the typical error, of the networks' second output. */
    static NDArray logError(NDArray output) {
        return output.add(NetworkShape.FIRST_LOG_ERROR);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {
            new Shape(shape.networks(), inputShapes[0].get(1), shape.output().out())
        };
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        // it has none
    }
}
