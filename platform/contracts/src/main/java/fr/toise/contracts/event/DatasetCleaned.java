package fr.toise.contracts.event;

import java.time.Instant;
import java.util.Objects;

/**
 * A dataset version is complete in the clean bucket.
 *
 * @param version  identifies the snapshot and the rules that it was made with
 * @param manifest {@code s3://bucket/key} of its manifest
 * @param rowsKept sales that training may use
 * @param drift    against the version before; null for the first
 */
public record DatasetCleaned(
        String dataset,
        String version,
        String snapshot,
        boolean madeUp,
        String manifest,
        long rowsKept,
        Funnel funnel,
        Drift drift,
        Instant cleanedAt)
        implements Event {

    public DatasetCleaned {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(manifest, "manifest");
        Objects.requireNonNull(funnel, "funnel");
        Objects.requireNonNull(cleanedAt, "cleanedAt");
    }

    @Override
    public String subject() {
        return dataset + "/" + version;
    }
}
