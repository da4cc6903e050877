package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/**
 * The content of {@code champion.json}: which version of a model is live.
 *
 * @param previousVersion that was live before; null for the first
 * @param cause           what made it live; null in what was written before this was
 * @param by              the person who did; null for the gate
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Champion(
        String model,
        String version,
        String previousVersion,
        boolean madeUp,
        String reason,
        Instant promotedAt,
        Cause cause,
        String by) {

    /** What can make a version live. */
    public enum Cause {
        /** It was better than what was live. */
        GATE,
        /** A person said so. */
        PERSON,
        /** A person went back to a version that was live before. */
        ROLLBACK
    }

    public Champion {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
    }

    /** Let through by the gate. */
    public Champion(
            String model, String version, String previousVersion, boolean madeUp, String reason, Instant promotedAt) {
        this(model, version, previousVersion, madeUp, reason, promotedAt, Cause.GATE, null);
    }
}
