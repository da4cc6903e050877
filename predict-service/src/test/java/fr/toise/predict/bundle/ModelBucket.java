package fr.toise.predict.bundle;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.ErrorModel;
import fr.toise.valuation.bundle.Learned;
import fr.toise.valuation.bundle.SizeBand;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

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
        publish(version, Neighbourhood.sales());
    }

    public void publish(String version, List<Sale> sales) {
        Path folder = null;
        try (var publication = store.publish(prefix(version))) {
            folder = Files.createTempDirectory("toise-bundle-");
            write(folder, version, sales, Instant.now());
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

    private static void write(Path folder, String version, List<Sale> sales, Instant at) throws IOException {
        var history = new SalesHistory(sales);
        var late = history.sales().subList(500, history.sales().size());
        var description = new Description(
                MODEL,
                version,
                "made-up",
                "0123456789abcdef",
                true,
                at,
                history.dataThrough(),
                late.get(0).saleDate(),
                late.get(late.size() - 1).saleDate(),
                15,
                100);
        var shape = NetworkShape.of(1, 1, 1, 8, 0);
        var extractor = new FeatureExtractor(history);
        var features = late.stream()
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
        var encoding = new Encoding(
                FeatureScaling.learn(
                        FeatureExtractor.NAMES,
                        features.stream().map(Features::flat).toList()),
                FeatureScaling.learn(
                        FeatureExtractor.COMPARABLE_NAMES,
                        features.stream().map(Features::comparables).toList()),
                0.3,
                Set.of());
        // in units of what the untrained networks take for typical
        var errors = new ErrorModel(
                1,
                0,
                List.of(new SizeBand(
                        Double.MAX_VALUE, new ErrorDistribution(ERRORS).scaled(Math.E / encoding.targetScale()))),
                new TreeMap<>());
        var networks = untrained(shape, new Random(version.hashCode()));
        Valuer.write(
                folder, description, new Learned(history, encoding, networks, networks, errors), late.subList(0, 20));
        Files.write(folder.resolve(ObjectLayout.REPORT), ObjectStore.json().writeValueAsBytes(report(description)));
    }

    private static NetworkEnsemble untrained(NetworkShape shape, Random random) {
        var parameters = new HashMap<String, float[]>();
        for (var layer : shape.all()) {
            // an estimate near the market's level, and a typical error near the first one
            double deviation = layer.equals(shape.output()) ? 0.01 : 0.3;
            parameters.put(
                    layer.name() + ".weight",
                    gaussians(shape.networks() * layer.in() * layer.out(), deviation, random));
            parameters.put(layer.name() + ".bias", new float[shape.networks() * layer.out()]);
        }
        return new NetworkEnsemble(shape, parameters);
    }

    private static float[] gaussians(int count, double deviation, Random random) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static TrainingReport report(Description description) {
        return new TrainingReport(
                description.model(),
                description.version(),
                description.dataset(),
                description.datasetVersion(),
                description.madeUp(),
                null,
                null,
                "all of them",
                800,
                100,
                900,
                description.heldOutFrom(),
                description.learnedThrough(),
                description.dataThrough(),
                measures("model", 100, 0.1),
                null,
                null,
                null,
                List.of(measures("arrondissement-median", 100, 0.12)),
                List.of(),
                List.of(new Segment(Dimension.SIZE, "30-60", List.of(measures("model", 60, 0.09)))),
                List.of(),
                20,
                description.trainedAt());
    }

    private static Measures measures(String estimator, int rows, double mdape) {
        return new Measures(estimator, rows, 1, mdape, 0.16, 0.5, 0.78, 0.9, 0.4, 1.0, 0.15, 1.02, -0.01, 0.8, 0.4);
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
