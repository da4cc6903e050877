package fr.toise.contracts.event;

import java.time.Instant;
import java.util.Objects;

/**
 * {@code champion.json} now points to another version; also said for a rollback.
 *
 * @param previousVersion null for the first model
 * @param manifest        {@code s3://bucket/key} of the bundle's manifest
 */
public record ModelPromoted(
        String model,
        String version,
        String previousVersion,
        String manifest,
        boolean madeUp,
        String reason,
        Instant promotedAt)
        implements Event {

    public ModelPromoted {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(manifest, "manifest");
    }

    @Override
    public String subject() {
        return model;
    }
}
