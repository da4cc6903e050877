package fr.toise.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A snapshot of the source is complete in the raw bucket.
 *
 * @param dataset  where the sales come from, the first part of every key: {@code geo-dvf}, or {@code made-up}
 * @param snapshot identifies the source files that it was made of
 * @param madeUp   the sales are invented, and every number that comes of them has to say so
 */
public record DatasetLanded(String dataset, String snapshot, boolean madeUp, List<LandedFile> files, Instant landedAt)
        implements Event {

    public DatasetLanded {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(landedAt, "landedAt");
        files = List.copyOf(files);
    }

    @Override
    public String subject() {
        return dataset + "/" + snapshot;
    }
}
