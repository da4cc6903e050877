package fr.toise.predict.live;

import com.fasterxml.jackson.core.JacksonException;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.PromotionHistory;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.contracts.store.TraceParent;
import fr.toise.objectstore.CorruptObjectException;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Documents;
import fr.toise.service.tracing.Tracing;
import fr.toise.valuation.bundle.Description;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Fetches a bundle, proves it, and warms it up. */
final class BundleLoader {

    private static final Logger LOG = Logger.getLogger(BundleLoader.class);

    /** Enough for the hot code to be compiled before the first request comes; a later bundle finds it compiled. */
    private static final int WARM_UPS = 100;

    private static final int WARM_UPS_LATER = 20;

    private static final Pattern FOLDER = Pattern.compile("toise-model-(\\d+)-.+");
    /** However slow the machine, nothing is loaded from a folder that is older. */
    private static final Duration LONGEST_LOAD = Duration.ofHours(1);

    private final ObjectStore store;
    private final Path parent;
    /** What was loaded last: most of what follows was made of the same sales. */
    private LoadedModel last;

    private Optional<String> checksumOfItsSales = Optional.empty();

    /** @param parent of the folders that bundles are downloaded into */
    BundleLoader(ObjectStore store, Path parent) {
        this.store = store;
        this.parent = parent;
    }

    /** Removes what processes that were killed left behind; to be called before the first bundle is loaded. */
    void sweep() {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (var files = Files.list(parent)) {
            files.filter(BundleLoader::isLeftBehind).forEach(BundleLoader::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.warnf(e, "Failed to look for old bundles in %s", parent);
        }
    }

    private static boolean isLeftBehind(Path folder) {
        var name = FOLDER.matcher(folder.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        try {
            var modified = Files.getLastModifiedTime(folder).toInstant();
            // another container has other process ids, hence the age
            return modified.isBefore(Instant.now().minus(LONGEST_LOAD)) && isDead(Long.parseLong(name.group(1)));
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** This process loads nothing yet: what bears its id is of one before it, as in a container that was started again. */
    private static boolean isDead(long process) {
        return process == ProcessHandle.current().pid()
                || ProcessHandle.of(process).isEmpty();
    }

    /** Empty when nothing was promoted yet; its ETag changes with every promotion. */
    Optional<ObjectStore.Versioned<Champion>> champion(String model) throws RefusedBundleException {
        var key = ObjectLayout.champion(model);
        try {
            return store.readVersioned(key, Champion.class);
        } catch (UncheckedIOException e) {
            throw refusedIfUnreadable(e, store.uri(key));
        }
    }

    /** What could be served in the place of a version that is refused, the last that was live first. */
    List<Champion> before(Champion live) {
        return inThePlaceOf(live, history(live.model()).before(live).stream());
    }

    /** What could be served where {@code champion.json} does not say what is to be: what it was last, and what was live before that. */
    List<Champion> last(String model) {
        var history = history(model);
        return history.last()
                .map(live -> inThePlaceOf(live, Stream.concat(Stream.of(live), history.before(live).stream())))
                .orElse(List.of());
    }

    /** Models of made-up sales never take the place of one of real sales; of what was removed there is nothing to be said. */
    private List<Champion> inThePlaceOf(Champion live, Stream<Champion> others) {
        return others.filter(champion -> live.madeUp() || !champion.madeUp())
                .filter(champion -> store.hasManifest(prefix(champion)))
                .toList();
    }

    private PromotionHistory history(String model) {
        return new PromotionHistory(Documents.all(store, ObjectLayout.promotions(model), Champion.class));
    }

    /** The step that made a bundle; empty where it was not traced. */
    Optional<TraceParent> madeIn(Champion champion, Tracing tracing) {
        return tracing.found(store, prefix(champion));
    }

    /** Empty when the bundle is not there, or not whole yet. */
    Optional<Manifest> manifest(Champion champion) throws RefusedBundleException {
        var prefix = prefix(champion);
        try {
            return store.manifest(prefix);
        } catch (UncheckedIOException e) {
            throw refusedIfUnreadable(e, store.uri(prefix + Manifest.NAME));
        }
    }

    /** What the manifest lists, as it is in the store now: whatever of it is put there anew looks otherwise. */
    Set<S3Object> objects(Champion champion, Manifest manifest) {
        var prefix = prefix(champion);
        var keys =
                manifest.objects().stream().map(entry -> prefix + entry.name()).collect(Collectors.toSet());
        return store.list(prefix).filter(object -> keys.contains(object.key())).collect(Collectors.toSet());
    }

    /** What is not JSON stays so; what could not be fetched may be fetched at the next look. */
    private static RefusedBundleException refusedIfUnreadable(UncheckedIOException e, String uri) {
        if (e.getCause() instanceof JacksonException broken) {
            return new RefusedBundleException(uri + " can't be read: " + broken.getOriginalMessage(), e);
        }
        throw e;
    }

    LoadedModel load(Champion champion, Manifest manifest) throws RefusedBundleException {
        var folder = temporaryFolder();
        try {
            store.download(prefix(champion), manifest, folder);
            var sales = checksumOfSales(manifest);
            var sameSales = sales.isPresent() && sales.equals(checksumOfItsSales) ? last : null;
            var model = LoadedModel.of(open(folder, sameSales), report(folder), sameSales);
            check(champion, model.description());
            warmUp(model);
            last = model;
            checksumOfItsSales = sales;
            return model;
        } catch (CorruptObjectException e) {
            throw new RefusedBundleException(e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private static Optional<String> checksumOfSales(Manifest manifest) {
        return manifest.objects().stream()
                .filter(entry -> entry.name().equals(Valuer.SALES))
                .map(Manifest.Entry::sha256)
                .findFirst();
    }

    private String prefix(Champion champion) {
        return ObjectLayout.modelVersion(champion.model(), champion.version());
    }

    private Path temporaryFolder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(parent),
                    "toise-model-" + ProcessHandle.current().pid() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to make a folder for the bundle in " + parent, e);
        }
    }

    private static TrainingReport report(Path folder) throws RefusedBundleException {
        try {
            return ObjectStore.json()
                    .readValue(folder.resolve(ObjectLayout.REPORT).toFile(), TrainingReport.class);
        } catch (IOException e) {
            throw new RefusedBundleException("Its " + ObjectLayout.REPORT + " can't be read: " + e.getMessage(), e);
        }
    }

    private static Valuer open(Path folder, LoadedModel sameSales) throws RefusedBundleException {
        try {
            return Valuer.open(folder, sameSales == null ? null : sameSales.sales());
        } catch (UnfitBundleException e) {
            throw new RefusedBundleException(e.getMessage(), e);
        }
    }

    private static void check(Champion champion, Description description) throws RefusedBundleException {
        if (!description.model().equals(champion.model())
                || !description.version().equals(champion.version())) {
            throw new RefusedBundleException("It says it is " + description.model() + " " + description.version()
                    + ", where champion.json says " + champion.model() + " " + champion.version());
        }
    }

    private void warmUp(LoadedModel model) throws RefusedBundleException {
        var sales = model.valuableSales();
        var on = model.dayAfterTheData();
        if (sales.isEmpty()) {
            throw new RefusedBundleException("It can't value any of its own sales on " + on
                    + ": each is in a département in which too few were sold");
        }
        int times = last == null ? WARM_UPS : WARM_UPS_LATER;
        for (int i = 0; i < times; i++) {
            var sale = sales.get((int) (i * (long) sales.size() / times));
            double value =
                    model.explainer().explain(sale.flat(), on).valuation().value();
            if (!Double.isFinite(value) || value <= 0) {
                throw new RefusedBundleException(
                        "It says " + value + " of a flat of " + sale.area() + " m² in " + sale.communeName());
            }
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warnf(e, "Failed to remove %s", folder);
        }
    }
}
