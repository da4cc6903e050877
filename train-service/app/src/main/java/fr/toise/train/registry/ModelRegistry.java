package fr.toise.train.registry;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.ModelDetail;
import fr.toise.contracts.model.ModelEntry;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.ObjectStore.Versioned;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The models in the model bucket; only whole ones exist. */
@ApplicationScoped
public class ModelRegistry {

    private final ObjectStore store;
    private final String model;
    private final Promotions promotions;

    ModelRegistry(Buckets buckets, TrainingConfig config, Promotions promotions) {
        this.store = buckets.model();
        this.model = config.model();
        this.promotions = promotions;
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
        current.map(Versioned::value).ifPresent(promotions::record);
        boolean moved = store.replace(
                ObjectLayout.champion(model), next, current.map(Versioned::eTag).orElse(null));
        if (moved) {
            promotions.record(next);
        }
        return moved;
    }

    /** What the job said of a version; empty when there is no whole one of that name. */
    public Optional<TrainingReport> report(String version) {
        var prefix = prefix(version);
        return Documents.unlessBroken(() -> store.manifest(prefix)
                .flatMap(manifest -> store.read(prefix + ObjectLayout.REPORT, TrainingReport.class)));
    }

    /** The objects that the manifest of a version lists and that are not there, or not of their size. */
    public List<String> missing(String version) {
        var prefix = prefix(version);
        return store.manifest(prefix)
                .map(manifest -> store.missing(prefix, manifest))
                .orElse(List.of());
    }

    public Optional<GateDecision> decision(String version) {
        return store.read(decisionKey(version), GateDecision.class);
    }

    public void decide(String version, GateDecision decision) {
        store.write(decisionKey(version), decision);
    }

    private String prefix(String version) {
        return ObjectLayout.modelVersion(model, version);
    }

    private String decisionKey(String version) {
        return prefix(version) + ObjectLayout.DECISION;
    }

    /** Newest first. */
    public List<ModelEntry> list() {
        var live = champion().map(Champion::version);
        var wereLive = wereLive();
        return store.folders(model + "/").stream()
                .map(this::report)
                .flatMap(Optional::stream)
                .map(report -> entry(report, live, wereLive))
                .sorted(Comparator.comparing(ModelEntry::trainedAt).reversed())
                .toList();
    }

    public Optional<ModelDetail> find(String version) {
        return report(version).map(report -> {
            var history = promotions.history().stream()
                    .filter(champion ->
                            version.equals(champion.version()) || version.equals(champion.previousVersion()))
                    .toList();
            return ModelDetail.of(entry(report, champion().map(Champion::version), wereLive()), report, history);
        });
    }

    private Set<String> wereLive() {
        return Set.copyOf(promotions.latest(Integer.MAX_VALUE));
    }

    private ModelEntry entry(TrainingReport report, Optional<String> live, Set<String> wereLive) {
        var version = report.version();
        return ModelEntry.of(
                report,
                decision(version).orElse(null),
                reason(report.search() == null ? version : report.search()).orElse(null),
                live.filter(version::equals).isPresent(),
                wereLive.contains(version));
    }

    /** @param training a version, or a search whose winner is trained */
    public Optional<TrainingReason> reason(String training) {
        return store.read(ObjectLayout.trainingReason(model, training), TrainingReason.class);
    }

    /** The first reason stays. */
    public void trainBecause(String training, TrainingReason reason) {
        store.replace(ObjectLayout.trainingReason(model, training), reason, null);
    }

    /**
     * The manifest goes first: what is left halfway does not exist. Whoever makes the version live at this moment has moved the pointer before that is
     * looked at again, or looks for the manifest once it is gone.
     *
     * @return false for a version that is live by now: it stays
     */
    boolean remove(String version) {
        var manifest = store.manifest(prefix(version));
        store.delete(prefix(version) + Manifest.NAME);
        if (champion().filter(live -> live.version().equals(version)).isPresent()) {
            manifest.ifPresent(its -> store.write(prefix(version) + Manifest.NAME, its));
            return false;
        }
        removeRest(version);
        return true;
    }

    /** Goes on with what was left halfway. */
    void finishRemovals() {
        store.folders(model + "/").stream()
                .filter(version -> store.manifest(prefix(version)).isEmpty())
                .filter(version -> decision(version).isPresent())
                .forEach(this::removeRest);
    }

    private void removeRest(String version) {
        store.list(prefix(version))
                .map(S3Object::key)
                .filter(key -> !key.equals(decisionKey(version)))
                .forEach(store::delete);
    }
}
