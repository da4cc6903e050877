package fr.toise.service.events;

import fr.toise.contracts.event.Event;
import io.smallrye.reactive.messaging.OutgoingInterceptor;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Gives every event the Kafka key that keeps what concerns one thing in order. */
@ApplicationScoped
class KeyedBySubject implements OutgoingInterceptor {

    @Override
    public Message<?> beforeMessageSend(Message<?> message) {
        return message.getPayload() instanceof Event event
                ? message.addMetadata(OutgoingKafkaRecordMetadata.builder()
                        .withKey(event.subject())
                        .build())
                : message;
    }

    @Override
    public void onMessageAck(Message<?> message) {
        // nothing to do
    }

    @Override
    public void onMessageNack(Message<?> message, Throwable failure) {
        // the channel logs it
    }
}
