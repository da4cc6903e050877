package fr.toise.train.registry;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.ObjectStore.Versioned;
import fr.toise.service.storage.Buckets;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The models in the model bucket; only whole ones exist. */
@ApplicationScoped
public class ModelRegistry {

    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);

    private final ObjectStore store;
    private final String model;

    ModelRegistry(Buckets buckets, TrainingConfig config) {
        this.store = buckets.model();
        this.model = config.model();
    }

    public ObjectStore store() {
        return store;
    }

    public Optional<Champion> champion() {
        return versionedChampion().map(Versioned::value);
    }

    public Optional<Versioned<Champion>> versionedChampion() {
        return store.readVersioned(ObjectLayout.champion(model), Champion.class);
    }

    /** @return false when somebody else has changed the live model since it was read, and nothing was done */
    public boolean promote(Champion next, Optional<Versioned<Champion>> current) {
        return store.replace(
                ObjectLayout.champion(model), next, current.map(Versioned::eTag).orElse(null));
    }

    /** What the job said of a version; empty when there is no whole one of that name. */
    public Optional<TrainingReport> report(String version) {
        var prefix = ObjectLayout.modelVersion(model, version);
        try {
            return store.manifest(prefix)
                    .flatMap(manifest -> store.read(prefix + ObjectLayout.REPORT, TrainingReport.class));
        } catch (UncheckedIOException e) {
            LOG.errorf(e, "Model version %s is left out", version);
            return Optional.empty();
        }
    }

    public Optional<GateDecision> decision(String version) {
        return store.read(decisionKey(version), GateDecision.class);
    }

    public void decide(String version, GateDecision decision) {
        store.write(decisionKey(version), decision);
    }

    private String decisionKey(String version) {
        return ObjectLayout.modelVersion(model, version) + ObjectLayout.DECISION;
    }

    /** Newest first. */
    public List<ModelEntry> list() {
        var live = live();
        return store.folders(model + "/").stream()
                .map(this::report)
                .flatMap(Optional::stream)
                .map(report -> entry(report, live))
                .sorted(Comparator.comparing(ModelEntry::trainedAt).reversed())
                .toList();
    }

    public Optional<ModelEntry> find(String version) {
        return report(version).map(report -> entry(report, live()));
    }

    private Optional<String> live() {
        return champion().map(Champion::version);
    }

    private ModelEntry entry(TrainingReport report, Optional<String> live) {
        var version = report.version();
        return ModelEntry.of(
                report,
                decision(version).orElse(null),
                live.filter(version::equals).isPresent());
    }
}
