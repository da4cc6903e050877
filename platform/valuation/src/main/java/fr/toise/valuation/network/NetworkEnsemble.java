package fr.toise.valuation.network;

import fr.toise.valuation.features.EncodedFlat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trained networks of one shape, whose mean is the answer. Immutable. Does in plain Java what training does in PyTorch: for one flat, the way
 * into a native library and back takes far longer than these few numbers.
 */
public final class NetworkEnsemble {

    /** Flats at once: few enough that what lies between two layers stays in the processor's cache. */
    private static final int TOGETHER = 16;

    private final NetworkShape shape;
    private final Map<String, float[]> parameters;
    private final List<Network> networks = new ArrayList<>();

    /**
     * What the networks say of one flat.
     *
     * @param estimate  mean over the networks, in units of the target
     * @param logError  mean over the networks of the logarithm of the typical error, in units of the target
     * @param attention how much they look at each comparable, over all networks and heads; empty for networks that see none
     */
    public record Answer(double estimate, double logError, float[] attention) {}

    private record Network(List<Dense> attention, List<Dense> hidden, Dense output) {}

    /**
     * @param parameters by name, as {@link NetworkShape.Layer} says; not copied
     * @throws IllegalArgumentException when they are not those of the shape
     */
    public NetworkEnsemble(NetworkShape shape, Map<String, float[]> parameters) {
        this.shape = shape;
        this.parameters = parameters;
        for (int i = 0; i < shape.networks(); i++) {
            networks.add(new Network(
                    dense(shape.attention(), i),
                    dense(shape.hidden(), i),
                    dense(List.of(shape.output()), i).get(0)));
        }
    }

    private List<Dense> dense(List<NetworkShape.Layer> layers, int network) {
        return layers.stream()
                .map(layer -> {
                    var weight = part(layer.name() + ".weight", network, layer.in() * layer.out());
                    var rows = new float[layer.in()][];
                    Arrays.setAll(rows, i -> Arrays.copyOfRange(weight, i * layer.out(), (i + 1) * layer.out()));
                    return new Dense(rows, part(layer.name() + ".bias", network, layer.out()));
                })
                .toList();
    }

    private float[] part(String name, int network, int size) {
        var values = parameters.get(name);
        int expected = size * shape.networks();
        if (values == null || values.length != expected) {
            throw new IllegalArgumentException("Expected " + expected + " numbers as " + name + ", not "
                    + (values == null ? "none" : values.length));
        }
        return Arrays.copyOfRange(values, network * size, (network + 1) * size);
    }

    /** Puts ensembles of the same shape but for their number together, in their order. */
    public static NetworkEnsemble join(List<NetworkEnsemble> parts) {
        var joined = new LinkedHashMap<String, float[]>();
        for (var name : parts.get(0).parameters.keySet()) {
            int size = parts.stream()
                    .mapToInt(part -> part.parameters.get(name).length)
                    .sum();
            var values = new float[size];
            int at = 0;
            for (var part : parts) {
                var its = part.parameters.get(name);
                System.arraycopy(its, 0, values, at, its.length);
                at += its.length;
            }
            joined.put(name, values);
        }
        int networks = parts.stream().mapToInt(part -> part.shape.networks()).sum();
        return new NetworkEnsemble(parts.get(0).shape.withNetworks(networks), joined);
    }

    /**
     * @param file in the format of safetensors
     * @throws IOException when it holds no networks of that shape
     */
    public static NetworkEnsemble read(Path file, NetworkShape shape) throws IOException {
        try {
            return new NetworkEnsemble(shape, Safetensors.read(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** Writes the parameters in the format of safetensors. */
    public void write(Path file) throws IOException {
        var shapes = new LinkedHashMap<String, int[]>();
        for (var layer : shape.all()) {
            shapes.put(layer.name() + ".weight", new int[] {shape.networks(), layer.in(), layer.out()});
            shapes.put(layer.name() + ".bias", new int[] {shape.networks(), 1, layer.out()});
        }
        Safetensors.write(file, parameters, shapes);
    }

    public NetworkShape shape() {
        return shape;
    }

    /** By name, as {@link NetworkShape.Layer} says; not to be changed. */
    public Map<String, float[]> parameters() {
        return parameters;
    }

    /** One answer for each flat. Those of one call share what they can, which makes it faster than one by one. */
    public List<Answer> predict(List<EncodedFlat> flats) {
        var answers = new ArrayList<Answer>(flats.size());
        for (int from = 0; from < flats.size(); from += TOGETHER) {
            answers.addAll(predictTogether(flats.subList(from, Math.min(flats.size(), from + TOGETHER))));
        }
        return answers;
    }

    public Answer predict(EncodedFlat flat) {
        return predictTogether(List.of(flat)).get(0);
    }

    private List<Answer> predictTogether(List<EncodedFlat> flats) {
        int size = flats.size();
        var estimates = new double[size];
        var logErrors = new double[size];
        var attention = new float[size][shape.heads() == 0 ? 0 : shape.comparables()];
        var comparables = columns(flats);
        for (var network : networks) {
            var x = shape.heads() == 0
                    ? flats.stream().map(EncodedFlat::features).toArray(float[][]::new)
                    : withComparables(network, flats, comparables, attention);
            for (var layer : network.hidden()) {
                x = layer.apply(x);
                for (var units : x) {
                    Gelu.apply(units);
                }
            }
            for (int i = 0; i < size; i++) {
                estimates[i] += network.output().apply(x[i], 0);
                logErrors[i] += network.output().apply(x[i], 1);
            }
        }
        var answers = new ArrayList<Answer>(size);
        for (int i = 0; i < size; i++) {
            answers.add(new Answer(
                    estimates[i] / networks.size(),
                    logErrors[i] / networks.size() + NetworkShape.FIRST_LOG_ERROR,
                    attention[i]));
        }
        return answers;
    }

    /** A feature a row, a comparable a column, those of one flat beside those of the next: long rows are what is fast. */
    private float[][] columns(List<EncodedFlat> flats) {
        int inputs = shape.comparableInputs();
        int each = shape.comparables();
        var columns = new float[inputs][each * flats.size()];
        for (int flat = 0; flat < flats.size(); flat++) {
            var comparables = flats.get(flat).comparables();
            for (int comparable = 0; comparable < each; comparable++) {
                for (int i = 0; i < inputs; i++) {
                    columns[i][flat * each + comparable] = comparables[comparable * inputs + i];
                }
            }
        }
        return columns;
    }

    /** Of each flat the features, what the comparables say to each head, and on how few of them that rests. */
    private float[][] withComparables(
            Network network, List<EncodedFlat> flats, float[][] comparables, float[][] attention) {
        var units = network.attention().get(0).applyToColumns(comparables);
        for (var unit : units) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = Math.max(0, unit[i]);
            }
        }
        var scores = network.attention().get(1).applyToColumns(units);
        var inputs = new float[flats.size()][];
        for (int flat = 0; flat < inputs.length; flat++) {
            inputs[flat] = withComparables(flats.get(flat), scores, flat * shape.comparables(), attention[flat]);
        }
        return inputs;
    }

    /** @param from the first column of this flat's comparables */
    private float[] withComparables(EncodedFlat flat, float[][] scores, int from, float[] attention) {
        int heads = shape.heads();
        var x = Arrays.copyOf(flat.features(), shape.inputs() + 2 * heads);
        for (int head = 0; head < heads; head++) {
            var shares = Arrays.copyOfRange(scores[head], from, from + shape.comparables());
            Softmax.apply(shares, flat.mask());
            float said = 0;
            float concentration = 0;
            for (int i = 0; i < shares.length; i++) {
                said += shares[i] * flat.residuals()[i];
                concentration += shares[i] * shares[i];
                attention[i] += shares[i] / (heads * shape.networks());
            }
            x[shape.inputs() + head] = said;
            x[shape.inputs() + heads + head] = (float) Math.log(concentration + NetworkShape.SMALLEST_CONCENTRATION);
        }
        return x;
    }
}
