package fr.toise.ingest.landing;

import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import java.time.Instant;

/**
 * A whole snapshot in the raw bucket.
 *
 * @param landedAt what tells which one is the newest
 */
public record Snapshot(String dataset, Manifest manifest, Instant landedAt) {

    public String name() {
        return dataset + "/" + manifest.id();
    }

    String prefix() {
        return ObjectLayout.snapshot(dataset, manifest.id());
    }
}
