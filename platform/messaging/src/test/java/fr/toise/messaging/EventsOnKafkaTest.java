package fr.toise.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EventsOnKafkaTest {

    private static final ModelPromoted EVENT = new ModelPromoted(
            "paris-flats", "v2", "v1", "s3://m/paris-flats/v2/manifest.json", false, "better", Instant.EPOCH);

    private final EventSerializer serializer = new EventSerializer();
    private final EventDeserializer deserializer = new EventDeserializer();

    @Test
    void isWrittenInBinaryModeWithItsAttributesInTheHeaders() {
        // Given
        serializer.configure(Map.of(EventSerializer.SOURCE, "train-service"), false);
        var headers = new RecordHeaders();

        // When
        var data = serializer.serialize("model-promoted", headers, EVENT);

        // Then
        assertThat(header(headers, "ce_type")).isEqualTo("fr.toise.model-promoted.v1");
        assertThat(header(headers, "ce_source")).isEqualTo("/toise/train-service");
        assertThat(header(headers, "ce_subject")).isEqualTo("paris-flats");
        assertThat(header(headers, "content-type")).isEqualTo("application/json");
        assertThat(new String(data, StandardCharsets.UTF_8)).contains("\"previousVersion\":\"v1\"");
    }

    @Test
    void isReadBackFromBinaryMode() {
        var headers = new RecordHeaders();
        var data = serializer.serialize("model-promoted", headers, EVENT);

        assertThat(deserializer.deserialize("model-promoted", headers, data)).isEqualTo(EVENT);
    }

    @Test
    void isReadFromStructuredModeToo() {
        // Given
        var headers = new RecordHeaders();
        headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        var data = """
                {"specversion": "1.0", "id": "1", "source": "/somebody", "type": "fr.toise.model-promoted.v1",
                 "datacontenttype": "application/json",
                 "data": {"model": "paris-flats", "version": "v2", "previousVersion": "v1",
                          "manifest": "s3://m/paris-flats/v2/manifest.json", "madeUp": false, "reason": "better",
                          "promotedAt": "1970-01-01T00:00:00Z"}}
                """.getBytes(StandardCharsets.UTF_8);

        // When
        var event = deserializer.deserialize("model-promoted", headers, data);

        // Then
        assertThat(event).isEqualTo(EVENT);
    }

    @Test
    void whatIsNotOneOfOursIsUnreadableAndKeepsItsBytes() {
        // Given
        var data = "hello".getBytes(StandardCharsets.UTF_8);

        // When
        var event = deserializer.deserialize("model-promoted", new RecordHeaders(), data);

        // Then
        assertThat(event).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
            assertThat(unreadable.data()).isEqualTo(data);
            assertThat(unreadable.problem()).startsWith("Not a CloudEvent");
        });
        assertThat(serializer.serialize("model-promoted-failed", new RecordHeaders(), event))
                .isEqualTo(data);
    }

    @Test
    void whatDoesNotFitIntoTheFailedTopicKeepsItsBeginningAndSaysSo() {
        // Given
        var data = "x".repeat(1_048_000).getBytes(StandardCharsets.UTF_8);

        // When
        var event = deserializer.deserialize("model-promoted", new RecordHeaders(), data);

        // Then
        assertThat(event).isInstanceOfSatisfying(Unreadable.class, unreadable -> {
            assertThat(unreadable.data()).isEqualTo(Arrays.copyOf(data, 262_144));
            assertThat(unreadable.problem())
                    .startsWith("Not a CloudEvent")
                    .endsWith("; these are the first 262144 of its 1048000 bytes");
        });
    }

    @Test
    void whatIsWrongIsSaidInShort() {
        assertThat(problem("fr.toise." + "x".repeat(900_000), "{}"))
                .startsWith("Unknown type 'fr.toise.xxx")
                .hasSizeLessThan(2_000);
    }

    @Test
    void anUnknownTypeIsNamed() {
        assertThat(problem("fr.toise.unheard-of.v1", "{}")).contains("fr.toise.unheard-of.v1");
    }

    @Test
    void missingFieldsAreNamed() {
        assertThat(problem("fr.toise.model-promoted.v1", "{\"model\": \"m\"}")).contains("version");
    }

    private String problem(String type, String data) {
        var headers = new RecordHeaders();
        Map.of("ce_specversion", "1.0", "ce_id", "1", "ce_source", "/x", "ce_type", type)
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        Event event = deserializer.deserialize("t", headers, data.getBytes(StandardCharsets.UTF_8));
        return ((Unreadable) event).problem();
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
