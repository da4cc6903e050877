package fr.toise.contracts.job;

import java.time.Instant;
import java.util.Objects;

/**
 * Which version of a dataset is to be trained on: of the newest snapshot, with the present settings. Written by clean-service alone.
 *
 * @param landedAt of the snapshot; the later one is the newer dataset
 */
public record CurrentDataset(String dataset, String version, String snapshot, Instant landedAt) {

    public CurrentDataset {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(landedAt, "landedAt");
    }
}
