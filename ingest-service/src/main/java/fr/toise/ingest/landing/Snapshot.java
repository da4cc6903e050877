package fr.toise.ingest.landing;

import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;

/** A whole snapshot in the raw bucket. */
public record Snapshot(String dataset, Manifest manifest) {

    public String name() {
        return dataset + "/" + manifest.id();
    }

    String prefix() {
        return ObjectLayout.snapshot(dataset, manifest.id());
    }
}
