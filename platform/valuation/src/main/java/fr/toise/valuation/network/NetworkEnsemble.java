package fr.toise.valuation.network;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import fr.toise.valuation.features.EncodedFlat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Networks of one shape, trained from different seeds, whose mean is the answer. Thread-safe; holds native memory until closed. */
public final class NetworkEnsemble implements AutoCloseable {

    private static final String ENGINE = "PyTorch";
    /** More at once would not be faster, and holds more memory. */
    private static final int MOST_ROWS = 1024;

    private final Model model;
    private final NetworkShape shape;
    /** A predictor serves one thread at a time. */
    private final ConcurrentLinkedQueue<Predictor<List<EncodedFlat>, List<Answer>>> idle =
            new ConcurrentLinkedQueue<>();

    /**
     * What the networks say of one flat.
     *
     * @param estimate  mean over the networks, in units of the target
     * @param logError  mean over the networks of the logarithm of the typical error, in units of the target
     * @param attention how much they look at each comparable, over all networks and heads; empty for networks that see none
     */
    public record Answer(double estimate, double logError, float[] attention) {}

    /** Takes over the model and closes it. */
    public NetworkEnsemble(Model model, NetworkShape shape) {
        this.model = model;
        this.shape = shape;
    }

    /**
     * A model with untrained networks; the caller closes it.
     *
     * @param device null for this machine's usual one
     * @param seed   of the first network; the next ones have the next seeds
     */
    public static Model untrained(NetworkShape shape, Device device, long seed) {
        var model = Model.newInstance("networks", device, ENGINE);
        model.setBlock(new ValuationNetworks(shape, seed));
        return model;
    }

    /** Puts ensembles of the same shape but for their number together, in their order, and closes them. */
    public static NetworkEnsemble join(List<NetworkEnsemble> parts, NetworkShape shape) {
        var model = untrained(shape, null, 0);
        try {
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, inputShapes(shape, 1));
            var joined = model.getBlock().getParameters();
            for (int i = 0; i < joined.size(); i++) {
                int at = i;
                try (NDManager scope = model.getNDManager().newSubManager()) {
                    var arrays = new NDList(parts.stream()
                            .map(part -> part.model
                                    .getBlock()
                                    .getParameters()
                                    .valueAt(at)
                                    .getArray())
                            .map(array -> scope.create(array.toFloatArray(), array.getShape()))
                            .toArray(NDArray[]::new));
                    NDArrays.concat(arrays, 0).copyTo(joined.valueAt(i).getArray());
                }
            }
            parts.forEach(NetworkEnsemble::close);
            return new NetworkEnsemble(model, shape);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Shapes of what the networks are told of so many flats, in training. */
    public static Shape[] inputShapes(NetworkShape shape, long rows) {
        long networks = shape.networks();
        return new Shape[] {
            new Shape(networks, rows, shape.inputs()),
            new Shape(networks, rows * shape.comparables(), shape.comparableInputs()),
            new Shape(networks, rows, shape.comparables()),
            new Shape(networks, rows, shape.comparables())
        };
    }

    /** The logarithm of the typical error, from the second output of the networks. */
    public static NDArray logError(NDArray output) {
        return ValuationNetworks.logError(output);
    }

    /** @param name of the parameters' file, less DJL's epoch and suffix */
    public static NetworkEnsemble load(Path folder, String name, NetworkShape shape)
            throws IOException, MalformedModelException {
        var model = untrained(shape, null, 0);
        try {
            model.load(folder, name);
            return new NetworkEnsemble(model, shape);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** Writes the parameters as DJL does. */
    public void save(Path folder, String name) throws IOException {
        model.save(folder, name);
    }

    /** Writes the parameters for other tools. */
    public void saveSafetensors(Path file) throws IOException {
        var parameters = new NDList();
        for (var parameter : model.getBlock().getParameters().values()) {
            var array = parameter.getArray();
            array.setName(parameter.getName());
            parameters.add(array);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            parameters.encode(out, NDList.Encoding.SAFETENSORS);
        }
    }

    public NetworkShape shape() {
        return shape;
    }

    /** One answer for each flat. */
    public List<Answer> predict(List<EncodedFlat> flats) {
        var predictor = idle.poll();
        if (predictor == null) {
            predictor = model.newPredictor(new FlatsTranslator(shape));
        }
        try {
            if (flats.size() <= MOST_ROWS) {
                return predictor.predict(flats);
            }
            var answers = new ArrayList<Answer>(flats.size());
            for (int from = 0; from < flats.size(); from += MOST_ROWS) {
                answers.addAll(predictor.predict(flats.subList(from, Math.min(flats.size(), from + MOST_ROWS))));
            }
            return answers;
        } catch (TranslateException e) {
            throw new IllegalStateException("The networks failed", e);
        } finally {
            idle.add(predictor);
        }
    }

    @Override
    public void close() {
        for (var predictor = idle.poll(); predictor != null; predictor = idle.poll()) {
            predictor.close();
        }
        model.close();
    }

    private record FlatsTranslator(NetworkShape shape)
            implements NoBatchifyTranslator<List<EncodedFlat>, List<Answer>> {

        @Override
        public NDList processInput(TranslatorContext context, List<EncodedFlat> flats) {
            int rows = flats.size();
            int k = shape.comparables();
            var manager = context.getNDManager();
            return new NDList(
                    manager.create(
                            joined(flats.stream().map(EncodedFlat::features).toList()),
                            new Shape(rows, shape.inputs())),
                    manager.create(
                            joined(flats.stream().map(EncodedFlat::comparables).toList()),
                            new Shape((long) rows * k, shape.comparableInputs())),
                    manager.create(
                            joined(flats.stream().map(EncodedFlat::residuals).toList()), new Shape(rows, k)),
                    manager.create(joined(flats.stream().map(EncodedFlat::mask).toList()), new Shape(rows, k)));
        }

        private static float[] joined(List<float[]> rows) {
            int width = rows.get(0).length;
            var joined = new float[rows.size() * width];
            for (int i = 0; i < rows.size(); i++) {
                System.arraycopy(rows.get(i), 0, joined, i * width, width);
            }
            return joined;
        }

        @Override
        public List<Answer> processOutput(TranslatorContext context, NDList output) {
            var means = output.get(0).mean(new int[] {0}).toFloatArray();
            var attention = output.size() > 1 ? output.get(1).toFloatArray() : new float[0];
            int rows = means.length / 2;
            int k = attention.length / rows;
            var answers = new ArrayList<Answer>(rows);
            for (int i = 0; i < rows; i++) {
                var its = new float[k];
                System.arraycopy(attention, i * k, its, 0, k);
                answers.add(new Answer(means[2 * i], means[2 * i + 1] + ValuationNetworks.FIRST_LOG_ERROR, its));
            }
            return answers;
        }

        @Override
        public Batchifier getBatchifier() {
            return null;
        }
    }
}
