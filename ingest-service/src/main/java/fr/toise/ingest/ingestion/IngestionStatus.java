package fr.toise.ingest.ingestion;

import fr.toise.contracts.event.PipelineProgress.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What the newest look has come to, for whoever asks. */
@ApplicationScoped
public class IngestionStatus {

    /**
     * One look.
     *
     * @param source  description of the source; null before it is chosen
     * @param output  {@code <dataset>/<snapshot>}; null before one is made or found
     * @param endedAt null while it goes on
     */
    public record Run(String source, String output, State state, String message, Instant startedAt, Instant endedAt) {}

    private Run newest;

    synchronized Optional<Run> newest() {
        return Optional.ofNullable(newest);
    }

    synchronized Run begun() {
        // what has landed before stays the newest until there is something newer
        var source = newest == null ? null : newest.source();
        return set(new Run(source, landedBefore(), State.RUNNING, "Looks at the source", Instant.now(), null));
    }

    synchronized Run source(String description) {
        return set(new Run(description, newest.output(), State.RUNNING, newest.message(), newest.startedAt(), null));
    }

    synchronized Run landing(String message) {
        return set(new Run(newest.source(), newest.output(), State.RUNNING, message, newest.startedAt(), null));
    }

    synchronized Run ended(State state, String output, String message) {
        return set(new Run(newest.source(), output, state, message, newest.startedAt(), Instant.now()));
    }

    synchronized Run failed(String message) {
        return ended(State.FAILED, landedBefore(), message);
    }

    private String landedBefore() {
        return newest == null ? null : newest.output();
    }

    private Run set(Run run) {
        newest = run;
        return run;
    }
}
