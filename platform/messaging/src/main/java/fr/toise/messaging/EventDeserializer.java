package fr.toise.messaging;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Unreadable;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads an {@link Event} from a CloudEvent in binary or structured mode; what is not one of ours comes out as {@link Unreadable}, never as an exception. */
public final class EventDeserializer implements Deserializer<Event> {

    private static final Map<String, Class<? extends Event>> TYPES = Event.TYPES.stream()
            .collect(Collectors.toMap(type -> "fr.toise." + Event.topic(type) + ".v1", Function.identity()));

    private final CloudEventDeserializer cloudEvents = new CloudEventDeserializer();

    @Override
    public Event deserialize(String topic, Headers headers, byte[] data) {
        CloudEvent cloudEvent;
        try {
            cloudEvent = cloudEvents.deserialize(topic, headers, data);
        } catch (RuntimeException e) {
            return new Unreadable(data, "Not a CloudEvent: " + e.getMessage());
        }
        var type = TYPES.get(cloudEvent.getType());
        if (type == null) {
            return new Unreadable(
                    data, "Unknown type '" + cloudEvent.getType() + "', expected one of " + TYPES.keySet());
        }
        if (cloudEvent.getData() == null) {
            return new Unreadable(data, "A " + cloudEvent.getType() + " without data");
        }
        try {
            return EventMapper.JSON.readValue(cloudEvent.getData().toBytes(), type);
        } catch (Exception e) {
            return new Unreadable(data, "Not a " + cloudEvent.getType() + ": " + e.getMessage());
        }
    }

    @Override
    public Event deserialize(String topic, byte[] data) {
        return new Unreadable(data, "A CloudEvent needs headers");
    }
}
