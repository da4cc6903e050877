package fr.toise.clean.dataset;

import fr.toise.clean.document.Documents;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Drift;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The dataset versions in the clean bucket: a manifest makes one that may be used, a rejection one that may not. */
@ApplicationScoped
public class DatasetVersions {

    private static final String RUNS = ObjectLayout.run("").split("/")[0];

    private final ObjectStore clean;

    DatasetVersions(Buckets buckets) {
        this.clean = buckets.clean();
    }

    public ObjectStore store() {
        return clean;
    }

    /** Empty where nothing was made yet, or only half of it. */
    public Optional<DatasetVersion> find(String dataset, String version) {
        var prefix = ObjectLayout.datasetVersion(dataset, version);
        return clean.manifest(prefix)
                .map(manifest -> clean.read(prefix + ObjectLayout.REPORT, CleaningReport.class)
                        .map(report -> DatasetVersion.published(report, manifest.createdAt()))
                        .orElseThrow(() -> noReport(prefix)))
                .or(() -> clean.read(prefix + ObjectLayout.REJECTED, DatasetRejected.class)
                        .map(DatasetVersion::rejected));
    }

    private UncheckedIOException noReport(String prefix) {
        var key = clean.uri(prefix + ObjectLayout.REPORT);
        return new UncheckedIOException("There is a manifest but no " + key, new NoSuchFileException(key));
    }

    /**
     * Points those who train to a version.
     *
     * @return false when they were pointed to it already
     */
    public boolean makeCurrent(CurrentDataset current) {
        var key = ObjectLayout.currentDataset(current.dataset());
        var before = Documents.unlessBroken(() -> clean.read(key, CurrentDataset.class));
        if (before.filter(current::equals).isPresent()) {
            return false;
        }
        clean.write(key, current);
        return true;
    }

    /** Of all datasets, newest first. */
    public List<DatasetVersion> list() {
        return clean.folders("").stream()
                .filter(folder -> !folder.equals(RUNS))
                .flatMap(dataset -> list(dataset).stream())
                .sorted(Comparator.comparing(DatasetVersion::at).reversed())
                .toList();
    }

    private List<DatasetVersion> list(String dataset) {
        var versions = clean.folders(dataset + "/").stream()
                .map(version -> Documents.unlessBroken(() -> find(dataset, version)))
                .flatMap(Optional::stream)
                .toList();
        return versions.stream()
                .map(version -> version.with(drift(version, versions)))
                .toList();
    }

    /** How a published version differs from the one that was published before it; null where there was none. */
    public Drift drift(DatasetVersion version) {
        return drift(version, list(version.dataset()));
    }

    private static Drift drift(DatasetVersion version, List<DatasetVersion> versions) {
        if (!version.isPublished()) {
            return null;
        }
        return versions.stream()
                .filter(other -> other.isPublished() && other.at().isBefore(version.at()))
                .max(Comparator.comparing(DatasetVersion::at))
                .map(before -> drift(before.report(), version.report()))
                .orElse(null);
    }

    private static Drift drift(CleaningReport before, CleaningReport now) {
        return new Drift(
                before.version(),
                (double) now.funnel().salesKept() / before.funnel().salesKept(),
                now.medianPricePerSquareMetre() / before.medianPricePerSquareMetre());
    }

    public void reject(DatasetRejected rejection) {
        clean.write(
                ObjectLayout.datasetVersion(rejection.dataset(), rejection.version()) + ObjectLayout.REJECTED,
                rejection);
    }

    /** Lets a rejected version be made again. */
    public void forgetRejection(String dataset, String version) {
        clean.delete(ObjectLayout.datasetVersion(dataset, version) + ObjectLayout.REJECTED);
    }
}
