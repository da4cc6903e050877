package fr.toise.contracts.model;

import java.time.Instant;
import java.util.Objects;

/** The content of {@code champion.json}: which version of a model is live. */
public record Champion(
        String model, String version, String previousVersion, boolean madeUp, String reason, Instant promotedAt) {

    public Champion {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
    }
}
