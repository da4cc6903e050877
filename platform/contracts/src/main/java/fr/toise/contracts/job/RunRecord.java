package fr.toise.contracts.job;

import java.time.Instant;
import java.util.Objects;

/**
 * What a service writes down about a run before it starts it, so that after a crash it knows what to look for.
 *
 * @param output   what the run makes, {@code <dataset>/<version>} or {@code <model>/<version>}; it names the run
 * @param input    what it is made from
 * @param job      name of the job; derived from the output
 * @param attempts how often the job was started
 * @param message  how it ended, for a person; null before
 * @param endedAt  null before it ended
 */
public record RunRecord(
        String output,
        String input,
        String job,
        State state,
        int attempts,
        String message,
        Instant startedAt,
        Instant endedAt) {

    public enum State {
        SUBMITTED,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    public RunRecord {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(state, "state");
    }
}
