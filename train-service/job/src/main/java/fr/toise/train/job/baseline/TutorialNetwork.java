package fr.toise.train.job.baseline;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.util.List;

/**
 * The second network of the tutorial that this began from, mended to one output: 64 and 32 units from position, area and rooms to the price,
 * with neither the market nor the neighbours.
 */
public final class TutorialNetwork {

    private static final List<String> NAMES = List.of("longitude", "latitude", "area", "rooms");
    private static final int EPOCHS = 20;
    private static final int BATCH = 256;
    private static final int SEED = 1;

    private TutorialNetwork() {}

    /** Estimates of what is asked, in euros. */
    public static double[] estimates(List<Sale> learned, List<Sale> asked) {
        Engine.getEngine("PyTorch").setRandomSeed(SEED);
        var rows = learned.stream().map(TutorialNetwork::row).toList();
        var scaling = FeatureScaling.learn(NAMES, rows);
        double meanPrice = learned.stream().mapToDouble(Sale::price).average().orElseThrow();
        try (var model = Model.newInstance("tutorial", "PyTorch");
                NDManager manager = NDManager.newBaseManager("PyTorch")) {
            model.setBlock(new SequentialBlock()
                    .add(Linear.builder().setUnits(64).build())
                    .add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(32).build())
                    .add(Activation.reluBlock())
                    .add(Linear.builder().setUnits(1).build()));
            train(model, manager, scaled(scaling, rows), learned, meanPrice);
            try (var trainer = model.newTrainer(config())) {
                trainer.initialize(new Shape(1, NAMES.size()));
                var answers = trainer.evaluate(new NDList(manager.create(scaled(
                                scaling,
                                asked.stream().map(TutorialNetwork::row).toList()))))
                        .singletonOrThrow()
                        .toFloatArray();
                var estimates = new double[answers.length];
                for (int i = 0; i < answers.length; i++) {
                    // a price of nothing or less has no ratio
                    estimates[i] = Math.max(1, answers[i] * meanPrice);
                }
                return estimates;
            }
        } catch (IOException | TranslateException e) {
            throw new IllegalStateException("The tutorial's network failed", e);
        }
    }

    private static void train(Model model, NDManager manager, float[][] rows, List<Sale> learned, double meanPrice)
            throws IOException, TranslateException {
        var prices = new float[learned.size()];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = (float) (learned.get(i).price() / meanPrice);
        }
        try (var trainer = model.newTrainer(config())) {
            trainer.initialize(new Shape(1, NAMES.size()));
            var dataset = new ArrayDataset.Builder()
                    .setData(manager.create(rows))
                    .optLabels(manager.create(prices, new Shape(prices.length, 1)))
                    .setSampling(BATCH, true)
                    .build();
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                for (var batch : trainer.iterateDataset(dataset)) {
                    try (batch) {
                        EasyTrain.trainBatch(trainer, batch);
                        trainer.step();
                    }
                }
            }
        }
    }

    private static DefaultTrainingConfig config() {
        return new DefaultTrainingConfig(Loss.l2Loss())
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(1e-3f))
                        .build());
    }

    private static float[] row(Sale sale) {
        return new float[] {
            (float) sale.longitude(),
            (float) sale.latitude(),
            (float) sale.area(),
            sale.rooms() == null ? 0 : sale.rooms()
        };
    }

    private static float[][] scaled(FeatureScaling scaling, List<float[]> rows) {
        return rows.stream().map(scaling::scale).toArray(float[][]::new);
    }
}
