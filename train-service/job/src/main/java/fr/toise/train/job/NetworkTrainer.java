package fr.toise.train.job;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.TrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import ai.djl.translate.TranslateException;
import fr.toise.contracts.job.TrainingArguments.Settings;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.IntConsumer;

/** Trains the networks of an ensemble, one after the other. */
final class NetworkTrainer {

    private static final double WARM_UP_SHARE = 0.3;
    private static final float FIRST_RATE_SHARE = 0.04f;

    private final Settings settings;
    private final NetworkShape shape;

    NetworkTrainer(Settings settings, NetworkShape shape) {
        this.settings = settings;
        this.shape = shape;
    }

    /**
     * @param features scaled, one row a sale
     * @param targets  what the network should answer, one a sale
     * @param epochs   told the number of epochs done so far, over all networks
     */
    NetworkEnsemble train(float[][] features, float[] targets, IntConsumer epochs) {
        var models = new ArrayList<Model>();
        try {
            for (int network = 0; network < settings.networks(); network++) {
                int before = network * settings.epochs();
                models.add(train(network, features, targets, epoch -> epochs.accept(before + epoch)));
            }
            return new NetworkEnsemble(models);
        } catch (IOException | TranslateException e) {
            models.forEach(Model::close);
            throw new IllegalStateException("Training failed", e);
        } catch (RuntimeException e) {
            models.forEach(Model::close);
            throw e;
        }
    }

    private Model train(int network, float[][] features, float[] targets, IntConsumer epochs)
            throws IOException, TranslateException {
        Engine.getEngine("PyTorch").setRandomSeed((int) settings.seed() + network);
        var model = Model.newInstance(NetworkEnsemble.name(network), "PyTorch");
        model.setBlock(shape.block());
        int steps = ((features.length + settings.batchSize() - 1) / settings.batchSize()) * settings.epochs();
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                var trainer = model.newTrainer(config(steps))) {
            trainer.initialize(new Shape(1, shape.inputs()));
            var dataset = new ArrayDataset.Builder()
                    .setData(manager.create(features))
                    .optLabels(manager.create(targets, new Shape(targets.length, 1)))
                    .setSampling(settings.batchSize(), true)
                    .build();
            for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                for (var batch : trainer.iterateDataset(dataset)) {
                    try (batch) {
                        EasyTrain.trainBatch(trainer, batch);
                        trainer.step();
                    }
                }
                epochs.accept(epoch);
            }
        }
        return model;
    }

    /** Up to the peak rate and down to nothing within the one run: the one-cycle schedule. */
    private TrainingConfig config(int steps) {
        int warmUp = (int) (steps * WARM_UP_SHARE);
        float peak = (float) settings.peakLearningRate();
        var descent = Tracker.cosine()
                .setBaseValue(peak)
                .optFinalValue(peak / 1000)
                .setMaxUpdates(Math.max(1, steps - warmUp))
                .build();
        var rate = Tracker.warmUp()
                .optWarmUpBeginValue(peak * FIRST_RATE_SHARE)
                .optWarmUpSteps(warmUp)
                .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
                .setMainTracker(descent)
                .build();
        return new DefaultTrainingConfig(Loss.l1Loss())
                .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(rate)
                        .optWeightDecays((float) settings.weightDecay())
                        .build());
    }
}
