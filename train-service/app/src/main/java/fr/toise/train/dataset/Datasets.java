package fr.toise.train.dataset;

import fr.toise.contracts.event.Drift;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What clean-service says is to be trained on: one version of each dataset. */
@ApplicationScoped
public class Datasets {

    private static final Logger LOG = Logger.getLogger(Datasets.class);

    private final ObjectStore store;

    Datasets(Buckets buckets) {
        this.store = buckets.clean();
    }

    public ObjectStore store() {
        return store;
    }

    /** The newest last. */
    public List<Dataset> current() {
        return store.folders("").stream()
                .filter(folder -> !folder.equals(ObjectLayout.RUNS))
                .map(this::current)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Dataset::landedAt))
                .toList();
    }

    /** The one that a person means who names none: the newest of real sales, else of made-up ones. */
    public Optional<Dataset> foremost() {
        return current().stream()
                .max(Comparator.comparing((Dataset dataset) -> !dataset.madeUp())
                        .thenComparing(Dataset::landedAt));
    }

    /** False once there is a newer version of it. */
    public boolean isCurrent(Dataset dataset) {
        return isCurrent(dataset.report().dataset(), dataset.report().version());
    }

    private boolean isCurrent(String dataset, String version) {
        return pointer(dataset)
                .filter(current -> current.version().equals(version))
                .isPresent();
    }

    /** Whether another version has taken its place for sure; what can't be read says nothing. */
    public boolean isOutdated(String dataset, String version) {
        try {
            return !isCurrent(dataset, version);
        } catch (UncheckedIOException e) {
            LOG.errorf(e, "Which version of dataset %s is in use can't be read", dataset);
            return false;
        }
    }

    /** How it differs from the version that was in use before it; empty for the first. */
    public Optional<Drift> drift(Dataset dataset) {
        return store.read(dataset.prefix() + ObjectLayout.DECISION, DatasetDecision.class)
                .map(DatasetDecision::drift);
    }

    private Optional<Dataset> current(String folder) {
        return Documents.unlessBroken(() -> pointer(folder).flatMap(this::dataset));
    }

    private Optional<CurrentDataset> pointer(String dataset) {
        return store.read(ObjectLayout.currentDataset(dataset), CurrentDataset.class);
    }

    private Optional<Dataset> dataset(CurrentDataset current) {
        var prefix = ObjectLayout.datasetVersion(current.dataset(), current.version());
        return store.manifest(prefix).flatMap(manifest -> store.read(prefix + ObjectLayout.REPORT, CleaningReport.class)
                .map(report -> new Dataset(report, prefix, current.landedAt(), manifest.createdAt())));
    }
}
