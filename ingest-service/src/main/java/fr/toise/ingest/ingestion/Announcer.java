package fr.toise.ingest.ingestion;

import fr.toise.contracts.event.DatasetLanded;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Says {@code dataset-landed}, and knows that the broker has it. */
@ApplicationScoped
class Announcer {

    private final Emitter<DatasetLanded> emitter;

    Announcer(@Channel("dataset-landed") Emitter<DatasetLanded> emitter) {
        this.emitter = emitter;
    }

    /** Returns once the broker has it. */
    void say(DatasetLanded event) throws InterruptedException {
        var said = new CompletableFuture<Void>();
        var key = OutgoingKafkaRecordMetadata.builder().withKey(event.subject()).build();
        emitter.send(Message.of(event)
                .addMetadata(key)
                .withAck(() -> {
                    said.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    said.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                }));
        try {
            said.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    event.subject() + " has landed, but the broker could not be told: "
                            + e.getCause().getMessage() + "; the next look says it",
                    e.getCause());
        }
    }
}
