package fr.toise.contracts.job;

import fr.toise.contracts.event.PipelineProgress;
import java.time.Instant;
import java.util.Objects;

/**
 * What {@code GET /api/v1/status} of ingest, clean and train answers.
 *
 * @param busy    a look at the store, or a run, is under way
 * @param looks   how often the service has looked for work since it was started
 * @param input   the newest work that it has seen; null before there was any
 * @param output  what it has made of that input; null when it made nothing
 * @param state   how the newest run ended, or that it goes on; null before the first
 * @param message for a person; null before the first run
 */
public record ServiceStatus(
        String service,
        boolean busy,
        long looks,
        String input,
        String output,
        PipelineProgress.State state,
        String message,
        Instant at) {

    public ServiceStatus {
        Objects.requireNonNull(service, "service");
    }

    /** The same runs, seen at another moment of the looks at the store. */
    public ServiceStatus with(boolean busy, long looks) {
        return new ServiceStatus(service, busy, looks, input, output, state, message, at);
    }
}
