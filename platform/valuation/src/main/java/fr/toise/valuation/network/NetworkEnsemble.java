package fr.toise.valuation.network;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Networks of one shape, trained from different seeds, whose mean is the answer. Thread-safe; holds native memory until closed. */
public final class NetworkEnsemble implements AutoCloseable {

    private final List<Model> models;
    /** A predictor serves one thread at a time; each entry is one for every network. */
    private final ConcurrentLinkedQueue<List<Predictor<float[][], float[]>>> idle = new ConcurrentLinkedQueue<>();

    /** Takes over the models and closes them. */
    public NetworkEnsemble(List<Model> models) {
        this.models = List.copyOf(models);
    }

    /** Name of the parameters' file of one network, less DJL's epoch and suffix. */
    public static String name(int network) {
        return "network-" + network;
    }

    public static NetworkEnsemble load(Path folder, NetworkShape shape, int networks)
            throws IOException, MalformedModelException {
        var models = new ArrayList<Model>();
        try {
            for (int i = 0; i < networks; i++) {
                var model = Model.newInstance(name(i), "PyTorch");
                models.add(model);
                model.setBlock(shape.block());
                model.load(folder, name(i));
            }
            return new NetworkEnsemble(models);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            models.forEach(Model::close);
            throw e;
        }
    }

    public void save(Path folder) throws IOException {
        for (int i = 0; i < models.size(); i++) {
            models.get(i).save(folder, name(i));
        }
    }

    /** One answer for each row of scaled features. */
    public double[] predict(float[][] rows) {
        var predictors = idle.poll();
        if (predictors == null) {
            predictors = models.stream()
                    .map(model -> model.newPredictor(new RowsTranslator()))
                    .toList();
        }
        try {
            var means = new double[rows.length];
            for (var predictor : predictors) {
                var answers = predictor.predict(rows);
                for (int i = 0; i < means.length; i++) {
                    means[i] += answers[i] / (double) predictors.size();
                }
            }
            return means;
        } catch (TranslateException e) {
            throw new IllegalStateException("The network failed", e);
        } finally {
            idle.add(predictors);
        }
    }

    @Override
    public void close() {
        for (var predictors = idle.poll(); predictors != null; predictors = idle.poll()) {
            predictors.forEach(Predictor::close);
        }
        models.forEach(Model::close);
    }

    private static final class RowsTranslator implements NoBatchifyTranslator<float[][], float[]> {

        @Override
        public NDList processInput(TranslatorContext context, float[][] rows) {
            int columns = rows[0].length;
            var flat = new float[rows.length * columns];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(rows[i], 0, flat, i * columns, columns);
            }
            return new NDList(context.getNDManager().create(flat, new Shape(rows.length, columns)));
        }

        @Override
        public float[] processOutput(TranslatorContext context, NDList output) {
            return output.singletonOrThrow().toFloatArray();
        }

        @Override
        public Batchifier getBatchifier() {
            return null;
        }
    }
}
