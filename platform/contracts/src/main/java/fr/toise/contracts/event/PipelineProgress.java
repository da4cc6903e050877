package fr.toise.contracts.event;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a run is. Said often, kept briefly, and never acted upon.
 *
 * @param run     what the run makes: a snapshot, dataset version or model version
 * @param done    units done so far
 * @param total   units in all; 0 where that is not known
 * @param unit    what {@code done} and {@code total} count: {@code bytes}, {@code lines}, {@code epochs}, …
 * @param message one short sentence for a person
 */
public record PipelineProgress(
        String run, Step step, State state, long done, long total, String unit, String message, Instant at)
        implements Event {

    public enum Step {
        INGEST,
        CLEAN,
        TRAIN,
        PREDICT
    }

    public enum State {
        RUNNING,
        SUCCEEDED,
        /** There was nothing to do. */
        UNCHANGED,
        /** The step did its work and its result is not to be used: a rejected dataset, a model that lost. */
        REFUSED,
        FAILED
    }

    public PipelineProgress {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(at, "at");
    }

    @Override
    public String subject() {
        return run;
    }
}
