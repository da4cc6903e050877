package fr.toise.ingest.ingestion;

import fr.toise.contracts.event.DatasetLanded;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** Says {@code dataset-landed}, and knows that the broker has it. */
@ApplicationScoped
class Announcer {

    private static final int SECONDS_TO_SEND = 30;

    private final Emitter<DatasetLanded> emitter;

    Announcer(@Channel("dataset-landed") Emitter<DatasetLanded> emitter) {
        this.emitter = emitter;
    }

    /** Returns once the broker has it. */
    void say(DatasetLanded event) throws InterruptedException {
        try {
            emitter.send(event).toCompletableFuture().get(SECONDS_TO_SEND, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw untold(event, e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw untold(
                    event,
                    "it has not taken it within " + SECONDS_TO_SEND
                            + " s, and the lines of its client before this one say why",
                    e);
        }
    }

    private static IllegalStateException untold(DatasetLanded event, String reason, Throwable cause) {
        return new IllegalStateException(
                event.subject() + " has landed, but the broker could not be told: " + reason
                        + "; the next look says it",
                cause);
    }
}
