package fr.toise.train.job.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.translate.NoopTranslator;
import fr.toise.valuation.features.EncodedFlat;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuationNetworksTest {

    private static final int NETWORKS = 3;
    private static final int ROWS = 50;

    private final Random random = new Random(7);

    @ParameterizedTest
    @CsvSource({"4, 2, 96", "1, 1, 8", "2, 3, 33", "0, 2, 17", "3, 0, 1"})
    void whatIsServedSaysWhatPyTorchSays(int heads, int layers, int width, @TempDir Path folder) throws Exception {
        // Given
        var shape = NetworkShape.of(NETWORKS, heads, layers, width, 0);
        var flats = new EncodedFlat[ROWS];
        Arrays.setAll(flats, i -> flat(shape, i % (shape.comparables() + 1)));
        try (var model = ValuationNetworks.untrained(shape, null, 5)) {
            model.getBlock()
                    .initialize(model.getNDManager(), DataType.FLOAT32, ValuationNetworks.inputShapes(shape, 1));
            for (var parameter : model.getBlock().getParameters().values()) {
                var its = parameter.getArray();
                its.set(gaussians((int) its.size(), 0.4));
            }
            var file = folder.resolve("networks.safetensors");
            ValuationNetworks.ensemble(model, shape).write(file);

            // When
            var served = NetworkEnsemble.read(file, shape);

            // Then
            try (var predictor = model.newPredictor(new NoopTranslator(null))) {
                for (var flat : flats) {
                    var theirs = pyTorch(predictor, shape, flat);
                    var ours = served.predict(flat);
                    assertThat(ours.estimate()).isCloseTo(theirs[0], within(1e-4));
                    assertThat(ours.logError()).isCloseTo(theirs[1] + NetworkShape.FIRST_LOG_ERROR, within(1e-4));
                }
            }
        }
    }

    @Test
    void attentionIsSharedAmongTheComparablesThatAreThere() {
        // Given
        var shape = NetworkShape.of(NETWORKS, 4, 1, 8, 0);
        try (var model = ValuationNetworks.untrained(shape, null, 5)) {
            model.getBlock()
                    .initialize(model.getNDManager(), DataType.FLOAT32, ValuationNetworks.inputShapes(shape, 1));

            // When
            var attention = ValuationNetworks.ensemble(model, shape)
                    .predict(flat(shape, 10))
                    .attention();

            // Then
            double sum = 0;
            for (int i = 0; i < attention.length; i++) {
                sum += attention[i];
                assertThat(attention[i] > 0).isEqualTo(i < 10);
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void nothingIsComputedThatLivesAsLongAsTheParameters() {
        // Given
        var shape = NetworkShape.of(NETWORKS, 4, 2, 8, 0);
        try (var model = ValuationNetworks.untrained(shape, null, 5);
                var trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l1Loss()))) {
            trainer.initialize(ValuationNetworks.inputShapes(shape, ROWS));
            int before = model.getNDManager().getManagedArrays().size();

            // When
            try (var batch = trainer.getManager().newSubManager();
                    var gradients = trainer.newGradientCollector()) {
                var inputs = new NDList();
                for (var its : ValuationNetworks.inputShapes(shape, ROWS)) {
                    inputs.add(batch.ones(its));
                }
                gradients.backward(trainer.forward(inputs).singletonOrThrow().sum());
            }

            // Then
            assertThat(model.getNDManager().getManagedArrays()).hasSize(before);
        }
    }

    private static float[] pyTorch(Predictor<NDList, NDList> predictor, NetworkShape shape, EncodedFlat flat)
            throws Exception {
        int networks = shape.networks();
        int k = shape.comparables();
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            var inputs = new NDList(
                    manager.create(repeated(flat.features()), new Shape(networks, 1, shape.inputs())),
                    manager.create(repeated(flat.comparables()), new Shape(networks, k, shape.comparableInputs())),
                    manager.create(repeated(flat.residuals()), new Shape(networks, 1, k)),
                    manager.create(repeated(flat.mask()), new Shape(networks, 1, k)));
            return predictor
                    .predict(inputs)
                    .singletonOrThrow()
                    .mean(new int[] {0})
                    .toFloatArray();
        }
    }

    private static float[] repeated(float[] values) {
        var repeated = new float[NETWORKS * values.length];
        for (int i = 0; i < NETWORKS; i++) {
            System.arraycopy(values, 0, repeated, i * values.length, values.length);
        }
        return repeated;
    }

    private EncodedFlat flat(NetworkShape shape, int there) {
        var mask = new float[shape.comparables()];
        Arrays.fill(mask, there, mask.length, -1e4f);
        return new EncodedFlat(
                gaussians(shape.inputs(), 1),
                gaussians(shape.comparables() * shape.comparableInputs(), 1),
                gaussians(shape.comparables(), 1),
                mask);
    }

    private float[] gaussians(int count, double deviation) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
