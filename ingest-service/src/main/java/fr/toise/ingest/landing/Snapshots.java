package fr.toise.ingest.landing;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Documents;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The snapshots in the raw bucket. Only one ingest-service may write there. */
public final class Snapshots {

    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    private final ObjectStore store;

    public Snapshots(ObjectStore store) {
        this.store = store;
    }

    ObjectStore store() {
        return store;
    }

    public void createBucketIfMissing() {
        store.createBucketIfMissing();
    }

    public Optional<Snapshot> newest(String dataset) {
        return store.folders(dataset + "/").stream()
                .flatMap(id -> find(dataset, id).stream())
                .max(Comparator.comparing(Snapshot::landedAt));
    }

    /** When what lands now has landed. It is this that says which snapshot is the newest, and the clock may have been set back. */
    Instant newestAt(String dataset) {
        var now = Instant.now();
        return newest(dataset)
                .map(newest -> newest.landedAt().plusMillis(1))
                .filter(now::isBefore)
                .orElse(now);
    }

    Optional<Snapshot> find(String dataset, String id) {
        return Documents.unlessBroken(() -> read(dataset, id));
    }

    private Optional<Snapshot> read(String dataset, String id) {
        var prefix = ObjectLayout.snapshot(dataset, id);
        return store.manifest(prefix).flatMap(manifest -> store.read(prefix + ObjectLayout.LANDED, DatasetLanded.class)
                .map(landed -> new Snapshot(dataset, manifest, landed.landedAt())));
    }

    /** Whether every object of it is still there, and of its size. */
    boolean isWhole(Snapshot snapshot) {
        return store.missing(snapshot.prefix(), snapshot.manifest()).isEmpty();
    }

    /** The event that says that a snapshot has landed, unless it was said. */
    public Optional<DatasetLanded> unannounced(Snapshot snapshot) {
        if (sighting(snapshot).filter(Sighting::announced).isPresent()) {
            return Optional.empty();
        }
        return store.read(snapshot.prefix() + ObjectLayout.LANDED, DatasetLanded.class);
    }

    public void announced(Snapshot snapshot) {
        sighting(snapshot).ifPresent(sighting -> write(snapshot.name(), sighting.saidSo()));
    }

    Optional<Sighting> sighting(Snapshot snapshot) {
        return Documents.unlessBroken(() -> store.read(ObjectLayout.run(snapshot.name()), Sighting.class));
    }

    void write(String snapshotName, Sighting sighting) {
        store.write(ObjectLayout.run(snapshotName), sighting);
    }

    /** Makes a snapshot the newest again, because the source is again what it was. */
    Snapshot renew(Snapshot snapshot) {
        var key = snapshot.prefix() + ObjectLayout.LANDED;
        var landed = store.read(key, DatasetLanded.class)
                .orElseThrow(() -> new IllegalStateException("There is a manifest but no " + store.uri(key)));
        var old = snapshot.manifest();
        try (var publication = store.publish(snapshot.prefix())) {
            old.objects().stream()
                    .filter(entry -> !entry.name().equals(ObjectLayout.LANDED))
                    .forEach(publication::addHashed);
            var now = newestAt(snapshot.dataset());
            publication.add(
                    ObjectLayout.LANDED,
                    new DatasetLanded(landed.dataset(), landed.snapshot(), landed.madeUp(), landed.files(), now));
            return new Snapshot(snapshot.dataset(), publication.commit(old.id(), old.inputs(), old.codeVersion()), now);
        }
    }

    /** What attempts left behind that were killed. */
    public void removeLeftovers(String dataset) {
        store.s3()
                .listMultipartUploadsPaginator(
                        request -> request.bucket(store.bucket()).prefix(dataset + "/"))
                .uploads()
                .forEach(upload -> {
                    LOG.infof("Drops the unfinished upload of %s", store.uri(upload.key()));
                    store.s3().abortMultipartUpload(request -> request.bucket(store.bucket())
                            .key(upload.key())
                            .uploadId(upload.uploadId()));
                });
        for (var id : store.folders(dataset + "/")) {
            var prefix = ObjectLayout.snapshot(dataset, id);
            if (!store.hasManifest(prefix)) {
                LOG.infof("Removes %s, which was never finished", store.uri(prefix));
                store.list(prefix).toList().forEach(object -> store.delete(object.key()));
                store.delete(ObjectLayout.run(dataset + "/" + id));
            }
        }
    }
}
