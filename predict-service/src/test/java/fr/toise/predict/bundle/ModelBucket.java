package fr.toise.predict.bundle;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.SizeBand;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Publishes and promotes as train-service does: networks that learned nothing, each of which answers otherwise. */
public final class ModelBucket {

    public static final String MODEL = "paris-flats";

    private static final double[] ERRORS = {-0.6, -0.3, -0.18, -0.1, -0.05, 0, 0.05, 0.1, 0.16, 0.3, 0.6};

    private final ObjectStore store;

    public ModelBucket(ObjectStore store) {
        this.store = store;
        store.createBucketIfMissing();
    }

    public static String prefix(String version) {
        return ObjectLayout.modelVersion(MODEL, version);
    }

    public ObjectStore store() {
        return store;
    }

    public void publish(String version) {
        Path folder = null;
        try (var publication = store.publish(prefix(version))) {
            folder = Files.createTempDirectory("toise-bundle-");
            write(folder, version, Instant.now());
            try (var files = Files.list(folder)) {
                files.sorted()
                        .forEach(file -> publication.add(file.getFileName().toString(), file));
            }
            publication.commit(version, List.of("made up"), "test");
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to publish " + version, e);
        } finally {
            delete(folder);
        }
    }

    private static void write(Path folder, String version, Instant at) throws IOException {
        var history = new SalesHistory(Neighbourhood.sales());
        var description = new Description(
                MODEL, version, "made-up", "0123456789abcdef", true, at, history.dataThrough(), 15, 100);
        var shape = new NetworkShape(FeatureExtractor.COUNT, 1, 8, 0);
        var extractor = new FeatureExtractor(history);
        var late = history.sales().subList(500, history.sales().size());
        var scaling = FeatureScaling.learn(late.stream()
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList());
        try (var networks = new NetworkEnsemble(List.of(untrained(shape)))) {
            var bands = List.of(new SizeBand(1e9, new ErrorDistribution(ERRORS)));
            Valuer.write(folder, description, shape, 1, networks, scaling, 0.3, bands, history, late.subList(0, 20));
        }
        Files.write(folder.resolve(ObjectLayout.REPORT), ObjectStore.json().writeValueAsBytes(report(description)));
    }

    private static Model untrained(NetworkShape shape) {
        var model = Model.newInstance(NetworkEnsemble.name(0), "PyTorch");
        model.setBlock(shape.block());
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, shape.inputs()));
        return model;
    }

    private static TrainingReport report(Description description) {
        var measures = new Measures("model", 100, 0.1, 0.16, 0.5, 0.78, 0.9, 1.0);
        return new TrainingReport(
                description.model(),
                description.version(),
                description.dataset(),
                description.datasetVersion(),
                description.madeUp(),
                "all of them",
                800,
                100,
                description.dataThrough().minusDays(40),
                description.dataThrough(),
                description.dataThrough(),
                measures,
                null,
                null,
                List.of(new Measures("arrondissement-median", 100, 0.12, 0.18, 0.45, 0.72, 0.87, 1.0)),
                0.8,
                description.trainedAt());
    }

    /** Points {@code champion.json} to a version; saying so is another matter. */
    public ModelPromoted promote(String version) {
        var now = Instant.now();
        store.write(ObjectLayout.champion(MODEL), new Champion(MODEL, version, null, true, "a test", now));
        return new ModelPromoted(MODEL, version, null, store.uri(prefix(version) + Manifest.NAME), true, "a test", now);
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to remove " + folder, e);
        }
    }
}
