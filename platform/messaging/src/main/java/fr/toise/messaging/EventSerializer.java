package fr.toise.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Unreadable;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.CloudEventSerializer;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/** Writes an {@link Event} as a CloudEvent in binary mode: attributes in the headers, the record as JSON in the value. */
public final class EventSerializer implements Serializer<Event> {

    /** Kafka client setting: who is speaking, the CloudEvents source. */
    public static final String SOURCE = "toise.source";

    private final CloudEventSerializer cloudEvents = new CloudEventSerializer();
    private URI source = URI.create("/toise");

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (configs.get(SOURCE) instanceof String name) {
            source = URI.create("/toise/" + name);
        }
    }

    @Override
    public byte[] serialize(String topic, Headers headers, Event event) {
        if (event instanceof Unreadable unreadable) {
            return unreadable.data();
        }
        try {
            var cloudEvent = CloudEventBuilder.v1()
                    .withId(UUID.randomUUID().toString())
                    .withSource(source)
                    .withType("fr.toise." + Event.topic(event.getClass()) + ".v1")
                    .withSubject(event.subject())
                    .withTime(OffsetDateTime.now(ZoneOffset.UTC))
                    .withDataContentType("application/json")
                    .withData(EventMapper.JSON.writeValueAsBytes(event))
                    .build();
            return cloudEvents.serialize(topic, headers, cloudEvent);
        } catch (JsonProcessingException e) {
            throw new SerializationException("Failed to write " + event, e);
        }
    }

    @Override
    public byte[] serialize(String topic, Event event) {
        throw new UnsupportedOperationException("A CloudEvent needs headers");
    }
}
