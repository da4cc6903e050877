package fr.toise.clean.dataset;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.DatasetDecision.Acceptance;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The dataset versions in the clean bucket: a manifest makes one, a decision says whether it may be used, a rejection that there is none. */
@ApplicationScoped
public class DatasetVersions {

    /** What is asked for comes from outside and becomes part of a key. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final ObjectStore clean;

    DatasetVersions(Buckets buckets) {
        this.clean = buckets.clean();
    }

    public ObjectStore store() {
        return clean;
    }

    /** Empty where nothing was made yet, or only half of it. */
    public Optional<DatasetVersion> find(String dataset, String version) {
        return areNames(dataset, version)
                ? find(dataset, version, Documents.unlessBroken(() -> current(dataset)))
                : Optional.empty();
    }

    private Optional<DatasetVersion> find(String dataset, String version, Optional<CurrentDataset> current) {
        var prefix = ObjectLayout.datasetVersion(dataset, version);
        return clean.manifest(prefix)
                .map(manifest -> DatasetVersion.published(
                        read(dataset, version, ObjectLayout.REPORT, CleaningReport.class),
                        manifest.createdAt(),
                        clean.read(prefix + ObjectLayout.DECISION, DatasetDecision.class),
                        current))
                .or(() -> clean.read(prefix + ObjectLayout.REJECTED, DatasetRejected.class)
                        .map(DatasetVersion::refused));
    }

    private static boolean areNames(String dataset, String version) {
        return NAME.matcher(dataset).matches() && NAME.matcher(version).matches();
    }

    /**
     * Lets a version be made again that has lost an object, or the end of one: it does not exist any more. What was decided about it stands, for the same
     * comes of the same inputs.
     *
     * @return what it has lost; empty for one that is whole, or was never published
     */
    public List<String> dropUnlessWhole(String dataset, String version) {
        var prefix = ObjectLayout.datasetVersion(dataset, version);
        var lost = clean.manifest(prefix)
                .map(manifest -> clean.missing(prefix, manifest))
                .orElse(List.of());
        if (!lost.isEmpty()) {
            clean.delete(prefix + Manifest.NAME);
        }
        return lost;
    }

    /** A document that every published version has. */
    public <T> T read(String dataset, String version, String name, Class<T> type) {
        var key = ObjectLayout.datasetVersion(dataset, version) + name;
        return clean.read(key, type).orElseThrow(() -> {
            var uri = clean.uri(key);
            return new UncheckedIOException("There is a manifest but no " + uri, new NoSuchFileException(uri));
        });
    }

    /** The objects of a published version, by their names under its prefix; nothing else can be opened. */
    public List<String> objects(String dataset, String version) {
        return areNames(dataset, version)
                ? clean.manifest(ObjectLayout.datasetVersion(dataset, version)).stream()
                        .flatMap(manifest -> manifest.objects().stream())
                        .map(Manifest.Entry::name)
                        .toList()
                : List.of();
    }

    /** @param name one of {@link #objects} */
    public InputStream open(String dataset, String version, String name) {
        return clean.open(ObjectLayout.datasetVersion(dataset, version) + name);
    }

    /** Where those who train are pointed to. */
    public Optional<CurrentDataset> current(String dataset) {
        return clean.read(ObjectLayout.currentDataset(dataset), CurrentDataset.class);
    }

    /**
     * Points those who train to a version.
     *
     * @return false when they were pointed to it already
     */
    public boolean makeCurrent(CurrentDataset current) {
        var before = Documents.unlessBroken(() -> current(current.dataset()));
        if (before.filter(current::equals).isPresent()) {
            return false;
        }
        clean.write(ObjectLayout.currentDataset(current.dataset()), current);
        return true;
    }

    /** Of all datasets, newest first. */
    public List<DatasetVersion> list() {
        return clean.folders("").stream()
                .filter(folder -> !folder.equals(ObjectLayout.RUNS))
                .flatMap(dataset -> list(dataset).stream())
                .sorted(Comparator.comparing(DatasetVersion::at).reversed())
                .toList();
    }

    private List<DatasetVersion> list(String dataset) {
        var current = Documents.unlessBroken(() -> current(dataset));
        return clean.folders(dataset + "/").stream()
                .map(version -> Documents.unlessBroken(() -> find(dataset, version, current)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Writes down what the gate decided, once: what was decided before stays. */
    public void decide(DatasetDecision decision) {
        clean.replace(decisionKey(decision.dataset(), decision.version()), decision, null);
    }

    /**
     * Writes down that a person lets through what the gate has stopped.
     *
     * @return false where there is nothing to let through, or somebody else was faster
     */
    public boolean accept(String dataset, String version, Acceptance acceptance) {
        var key = decisionKey(dataset, version);
        return clean.readVersioned(key, DatasetDecision.class)
                .filter(decision -> !decision.value().released())
                .map(decision -> clean.replace(key, decision.value().accepted(acceptance), decision.eTag()))
                .orElse(false);
    }

    private static String decisionKey(String dataset, String version) {
        return ObjectLayout.datasetVersion(dataset, version) + ObjectLayout.DECISION;
    }

    /** Writes down that there can be no such version. */
    public void refuse(DatasetRejected rejection) {
        clean.write(
                ObjectLayout.datasetVersion(rejection.dataset(), rejection.version()) + ObjectLayout.REJECTED,
                rejection);
    }

    /** Lets a refused version be made again. */
    public void forgetRefusal(String dataset, String version) {
        clean.delete(ObjectLayout.datasetVersion(dataset, version) + ObjectLayout.REJECTED);
    }
}
