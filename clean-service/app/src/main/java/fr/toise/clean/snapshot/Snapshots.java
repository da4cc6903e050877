package fr.toise.clean.snapshot;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The whole snapshots in the raw bucket. */
@ApplicationScoped
public class Snapshots {

    private final ObjectStore raw;

    Snapshots(Buckets buckets) {
        this.raw = buckets.raw();
    }

    public ObjectStore store() {
        return raw;
    }

    /** The newest one of each dataset, the newest of all first. */
    public List<DatasetLanded> newestOfEach() {
        raw.createBucketIfMissing();
        return raw.folders("").stream()
                .map(this::newest)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(DatasetLanded::landedAt).reversed())
                .toList();
    }

    private Optional<DatasetLanded> newest(String dataset) {
        return raw.folders(dataset + "/").stream()
                .map(snapshot -> Documents.unlessBroken(() -> landed(ObjectLayout.snapshot(dataset, snapshot))))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(DatasetLanded::landedAt));
    }

    private Optional<DatasetLanded> landed(String prefix) {
        return raw.manifest(prefix).flatMap(manifest -> raw.read(prefix + ObjectLayout.LANDED, DatasetLanded.class));
    }
}
