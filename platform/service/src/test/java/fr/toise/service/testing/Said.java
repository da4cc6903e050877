package fr.toise.service.testing;

import fr.toise.contracts.event.Event;
import fr.toise.messaging.EventDeserializer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** One record as it stands on a topic. */
public record Said(String topic, String key, Headers headers, byte[] bytes) {

    static Said of(ConsumerRecord<String, byte[]> found) {
        return new Said(found.topic(), found.key(), found.headers(), found.value());
    }

    public Event event() {
        return new EventDeserializer().deserialize(topic, headers, bytes);
    }

    /** Null when the record has no value. */
    public String text() {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Null when the record has no such header. */
    public String header(String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
