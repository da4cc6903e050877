package fr.toise.train.job.network;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import ai.djl.training.tracker.WarmUpTracker;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.EpochLoss;
import fr.toise.valuation.features.EncodedFlat;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Trains all networks of an ensemble at once: on each GPU its share of them, on the CPU where there is none. Each network has its own order of
 * the rows. What comes out depends on the settings and the rows alone, not on how often the training was killed and resumed.
 */
public final class NetworkTrainer {

    private static final String ENGINE = "PyTorch";
    private static final double WARM_UP_SHARE = 0.3;
    private static final float FIRST_RATE_SHARE = 0.04f;
    private static final float LAST_RATE_SHARE = 0.001f;
    private static final int CHECKED_ROWS = 64;
    /** Of a unit of the target: room for another order of adding up, and for nothing else. */
    private static final double TOLERANCE = 1e-3;

    private final TrainingSettings settings;
    private final NetworkShape shape;
    private final Checkpoints checkpoints;
    private final String name;

    /** @param name of the training, for its checkpoints */
    public NetworkTrainer(TrainingSettings settings, NetworkShape shape, Checkpoints checkpoints, String name) {
        this.settings = settings;
        this.shape = shape;
        this.checkpoints = checkpoints;
        this.name = name;
    }

    /** The networks that the settings describe. */
    public static NetworkShape shape(TrainingSettings settings) {
        return NetworkShape.of(
                settings.networks(), settings.heads(), settings.layers(), settings.width(), settings.dropout());
    }

    /**
     * @param heldOut to follow the loss on; null for none
     * @param epochs  told the number of epochs done
     */
    public Trained train(TrainingRows rows, TrainingRows heldOut, IntConsumer epochs) {
        return train(rows, heldOut, epochs, devices());
    }

    /** The same with as many groups of networks as there are devices named. */
    Trained train(TrainingRows rows, TrainingRows heldOut, IntConsumer epochs, List<Device> devices) {
        var groups = new ArrayList<Group>();
        try {
            for (var device : devices) {
                groups.add(new Group(device, groups.size(), devices.size()));
            }
            int batch = Math.min(settings.batchSize(), rows.size());
            int steps = rows.size() / batch;
            int done = done(groups, rows);
            for (var group : groups) {
                group.begin(rows, batch, steps, done);
            }
            var losses = new ArrayList<EpochLoss>();
            for (int epoch = done + 1; epoch <= settings.epochs(); epoch++) {
                double loss = epoch(groups, rows.size(), epoch, batch, steps);
                losses.add(new EpochLoss(epoch, loss, lossOn(heldOut, groups)));
                if (epoch < settings.epochs() && checkpoints.isDue()) {
                    for (var group : groups) {
                        group.state.save(epoch, group.optimizer);
                    }
                }
                epochs.accept(epoch);
            }
            groups.forEach(Group::check);
            return new Trained(networks(groups), losses);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to keep the state of the training", e);
        } finally {
            groups.forEach(Group::close);
        }
    }

    /** Epochs that were done before; none where the groups are not equally far: it was killed after one was kept and before the next. */
    private static int done(List<Group> groups, TrainingRows rows) throws IOException {
        var epochs = new TreeSet<Integer>();
        for (var group : groups) {
            epochs.add(group.read(rows));
        }
        return epochs.size() == 1 ? epochs.first() : 0;
    }

    private List<Device> devices() {
        var devices = Engine.getEngine(ENGINE).getDevices();
        return List.of(devices).subList(0, Math.min(devices.length, shape.networks()));
    }

    private static NetworkEnsemble networks(List<Group> groups) {
        return NetworkEnsemble.join(groups.stream().map(Group::networks).toList());
    }

    private double epoch(List<Group> groups, int rows, int epoch, int batch, int steps) {
        if (settings.dropout() > 0) {
            // what is dropped must not depend on whether the epochs before were seen by the same process
            Engine.getEngine(ENGINE).setRandomSeed((int) settings.seed() + 31 * epoch);
        }
        groups.forEach(group -> group.order(rows, epoch));
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            // one thread and one collector for every device: they compute at the same time all the same
            try (var gradients = Engine.getEngine(ENGINE).newGradientCollector()) {
                for (var group : groups) {
                    group.learn(step * batch, batch, gradients);
                }
            }
            for (var group : groups) {
                sum += group.step() / groups.size();
            }
        }
        return sum / steps;
    }

    private static double lossOn(TrainingRows heldOut, List<Group> groups) {
        if (heldOut == null) {
            return Double.NaN;
        }
        var networks = networks(groups);
        return IntStream.range(0, heldOut.size())
                .parallel()
                .mapToDouble(
                        i -> Math.abs(networks.predict(heldOut.flats().get(i)).estimate() - heldOut.targets()[i]))
                .average()
                .orElseThrow();
    }

    /** Some of the networks, on one device. */
    private final class Group implements AutoCloseable {

        private final int first;
        private final NetworkShape its;
        private final Device device;
        private final Model model;
        private TrainingState state;
        private ResumableAdamW optimizer;
        private Trainer trainer;
        private TrainingRows rows;
        private DeviceRows data;
        private int[][] orders;
        private NDManager scope;
        private NDArray error;

        Group(Device device, int number, int groups) {
            this.device = device;
            this.first = number * shape.networks() / groups;
            this.its = shape.withNetworks((number + 1) * shape.networks() / groups - first);
            this.model = ValuationNetworks.untrained(its, device, settings.seed() + first);
        }

        /** @return epochs that were kept */
        int read(TrainingRows rows) throws IOException {
            state = new TrainingState(
                    checkpoints,
                    name + "-" + first,
                    List.of(settings, its, rows.size()).toString(),
                    model);
            return state.epochs();
        }

        /** @param done epochs to go on after; 0 to begin anew, whatever was kept */
        void begin(TrainingRows rows, int batch, int steps, int done) {
            this.rows = rows;
            optimizer =
                    new ResumableAdamW(rate(steps * settings.epochs()), (float) settings.weightDecay(), done * steps);
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l1Loss())
                    .optDevices(new Device[] {device})
                    .optOptimizer(optimizer));
            trainer.initialize(ValuationNetworks.inputShapes(its, batch));
            data = new DeviceRows(trainer.getManager(), its, rows);
            if (done > 0) {
                state.restore(optimizer);
            }
        }

        /** Gives each network its own order of the rows. */
        void order(int rows, int epoch) {
            orders = new int[its.networks()][rows];
            for (int network = 0; network < orders.length; network++) {
                shuffle(orders[network], new Random((settings.seed() + first + network) * 1_000_000 + epoch));
            }
        }

        void learn(int from, int batch, GradientCollector gradients) {
            scope = trainer.getManager().newSubManager();
            var rows = data.batch(scope, orders, from, batch);
            var output = trainer.forward(rows.inputs()).singletonOrThrow();
            output.attach(scope);
            error = output.get(":,:,0:1").sub(rows.targets()).abs();
            var logError = ValuationNetworks.logError(output.get(":,:,1:2"));
            // Laplace's likelihood: errors weigh by how large the network expects them to be
            var loss = error.mul(logError.neg().exp()).add(logError).mean().mul(its.networks());
            gradients.backward(loss);
        }

        /** @return the mean absolute error of the batch */
        double step() {
            try (var done = scope) {
                trainer.step();
                return error.mean().getFloat();
            }
        }

        NetworkEnsemble networks() {
            return ValuationNetworks.ensemble(model, its);
        }

        /** What will be served has to say what was trained. */
        void check() {
            int size = Math.min(CHECKED_ROWS, rows.size());
            var served = networks();
            var first = new int[its.networks()][];
            Arrays.fill(first, IntStream.range(0, size).toArray());
            try (var scope = trainer.getManager().newSubManager()) {
                var output = trainer.evaluate(data.batch(scope, first, 0, size).inputs())
                        .singletonOrThrow();
                output.attach(scope);
                requireSame(
                        served,
                        rows.flats().subList(0, size),
                        output.mean(new int[] {0}).toFloatArray());
            }
        }

        @Override
        public void close() {
            if (trainer != null) {
                optimizer.close();
                trainer.close();
            }
            model.close();
        }
    }

    /** @param trained both answers for each flat, as PyTorch gives them */
    static void requireSame(NetworkEnsemble served, List<EncodedFlat> flats, float[] trained) {
        for (int i = 0; i < flats.size(); i++) {
            var answer = served.predict(flats.get(i));
            requireSame("estimate", trained[2 * i], answer.estimate());
            requireSame("logarithm of the error", trained[2 * i + 1] + NetworkShape.FIRST_LOG_ERROR, answer.logError());
        }
    }

    private static void requireSame(String what, double trained, double served) {
        // written so that NaN fails too
        if (!(Math.abs(served - trained) <= TOLERANCE)) {
            throw new IllegalStateException(
                    "The networks say " + trained + " as " + what + " where they were trained and " + served
                            + " where they are served: what ValuationNetworks computes, NetworkEnsemble has to, too");
        }
    }

    private static void shuffle(int[] order, Random random) {
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
    }

    /** Up to the peak rate and down to nearly nothing within the one run: the one-cycle schedule. */
    private Tracker rate(int steps) {
        int warmUp = (int) (steps * WARM_UP_SHARE);
        float peak = (float) settings.peakLearningRate();
        var descent = Tracker.cosine()
                .setBaseValue(peak)
                .optFinalValue(peak * LAST_RATE_SHARE)
                .setMaxUpdates(Math.max(1, steps - warmUp))
                .build();
        return Tracker.warmUp()
                .optWarmUpBeginValue(peak * FIRST_RATE_SHARE)
                .optWarmUpSteps(warmUp)
                .optWarmUpMode(WarmUpTracker.Mode.LINEAR)
                .setMainTracker(descent)
                .build();
    }

    /** The rows in the device's memory. */
    private static final class DeviceRows implements AutoCloseable {

        record Batch(NDList inputs, NDArray targets) {}

        private final NetworkShape shape;
        private final NDManager manager;
        private final NDArray features;
        private final NDArray comparables;
        private final NDArray residuals;
        private final NDArray mask;
        private final NDArray targets;

        DeviceRows(NDManager parent, NetworkShape shape, TrainingRows rows) {
            this.shape = shape;
            this.manager = parent.newSubManager();
            var flats = rows.flats();
            features = table(flats, EncodedFlat::features);
            comparables = shape.heads() == 0 ? null : table(flats, EncodedFlat::comparables);
            residuals = shape.heads() == 0 ? null : table(flats, EncodedFlat::residuals);
            mask = shape.heads() == 0 ? null : table(flats, EncodedFlat::mask);
            targets = manager.create(rows.targets(), new Shape(rows.size(), 1));
        }

        private NDArray table(List<EncodedFlat> flats, Function<EncodedFlat, float[]> part) {
            return manager.create(flats.stream().map(part).toArray(float[][]::new));
        }

        /** So many rows of each network's order, from a place on. */
        Batch batch(NDManager scope, int[][] orders, int from, int size) {
            var which = new long[orders.length * size];
            for (int network = 0; network < orders.length; network++) {
                for (int i = 0; i < size; i++) {
                    which[network * size + i] = orders[network][from + i];
                }
            }
            var rows = scope.create(which);
            long networks = orders.length;
            var inputs = new NDList(pick(scope, features, rows).reshape(networks, size, shape.inputs()));
            if (shape.heads() > 0) {
                long k = shape.comparables();
                inputs.add(pick(scope, comparables, rows).reshape(networks, size * k, shape.comparableInputs()));
                inputs.add(pick(scope, residuals, rows).reshape(networks, size, k));
                inputs.add(pick(scope, mask, rows).reshape(networks, size, k));
            }
            return new Batch(inputs, pick(scope, targets, rows).reshape(networks, size, 1));
        }

        private static NDArray pick(NDManager scope, NDArray table, NDArray rows) {
            var picked = Embedding.embedding(rows, table, SparseFormat.DENSE).singletonOrThrow();
            picked.attach(scope);
            return picked;
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}
