package fr.toise.predict.archive;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The dataset versions in the clean bucket, to read. */
@ApplicationScoped
class Datasets {

    private final StoredDocuments documents;

    Datasets(Buckets buckets) {
        this.documents = new StoredDocuments(buckets.clean());
    }

    private record Stored(String dataset, Folder folder, Optional<S3Object> current) {}

    Slice<DatasetVersion> list(String page) {
        var all = stored().stream()
                .sorted(Comparator.comparing(
                                (Stored stored) -> stored.folder().writtenAt(Manifest.NAME, ObjectLayout.REJECTED))
                        .reversed())
                .toList();
        return Slice.of(all, page, some -> some.stream()
                .map(this::version)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Empty where nothing was made yet, or only half of it. */
    Optional<DatasetVersion> find(String dataset, String version) {
        return stored(dataset, version).flatMap(this::version);
    }

    /** What its sales look like, as it lies in the store; empty where there is none. */
    Optional<byte[]> profile(String dataset, String version) {
        return stored(dataset, version)
                .filter(stored -> stored.folder().isPublished())
                .flatMap(stored -> stored.folder().object(ObjectLayout.PROFILE))
                .map(object -> documents.bytes(object.key()));
    }

    /** What is asked for comes from outside: it is looked for in what is there, and never made a key of. */
    private Optional<Stored> stored(String dataset, String version) {
        return stored().stream()
                .filter(stored -> stored.dataset().equals(dataset)
                        && stored.folder().name().equals(version))
                .findFirst();
    }

    private List<Stored> stored() {
        var objects = documents.list("");
        var current = objects.stream().collect(Collectors.toMap(S3Object::key, object -> object));
        return Folder.in("", objects).stream()
                .map(Folder::name)
                .filter(dataset -> !dataset.equals(ObjectLayout.RUNS))
                .flatMap(dataset -> Folder.in(dataset + "/", of(dataset, objects)).stream()
                        .filter(folder ->
                                folder.isPublished() || folder.objects().containsKey(ObjectLayout.REJECTED))
                        .map(folder -> new Stored(
                                dataset,
                                folder,
                                Optional.ofNullable(current.get(ObjectLayout.currentDataset(dataset))))))
                .toList();
    }

    private static List<S3Object> of(String dataset, List<S3Object> objects) {
        return objects.stream()
                .filter(object -> object.key().startsWith(dataset + "/"))
                .toList();
    }

    private Optional<DatasetVersion> version(Stored stored) {
        var folder = stored.folder();
        return read(folder, Manifest.NAME, Manifest.class)
                .flatMap(manifest -> read(folder, ObjectLayout.REPORT, CleaningReport.class)
                        .map(report -> DatasetVersion.published(
                                report,
                                manifest.createdAt(),
                                read(folder, ObjectLayout.DECISION, DatasetDecision.class),
                                stored.current().flatMap(current -> documents.read(current, CurrentDataset.class)))))
                .or(() -> read(folder, ObjectLayout.REJECTED, DatasetRejected.class)
                        .map(DatasetVersion::refused));
    }

    private <T> Optional<T> read(Folder folder, String name, Class<T> type) {
        return folder.object(name).flatMap(object -> documents.read(object, type));
    }
}
