package fr.toise.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Unreadable;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was once written must stay readable: a change that breaks one of these files breaks services that are not upgraded yet. */
class GoldenEventsTest {

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Stream<Class<?>> events() {
        return Arrays.stream(Event.class.getPermittedSubclasses()).filter(type -> type != Unreadable.class);
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventReadsAndWritesItsGoldenFile(Class<? extends Event> type) throws Exception {
        // Given
        try (var file = getClass().getResourceAsStream("/events/" + Event.topic(type) + ".json")) {
            assertThat(file).as("golden file of %s", Event.topic(type)).isNotNull();
            var golden = json.readTree(file);

            // When
            var event = json.treeToValue(golden, type);

            // Then
            assertThat((Object) json.readTree(json.writeValueAsString(event))).isEqualTo(golden);
            assertThat(event.subject()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void anOlderReaderSkipsWhatANewerWriterAdds(Class<? extends Event> type) throws Exception {
        try (var file = getClass().getResourceAsStream("/events/" + Event.topic(type) + ".json")) {
            // Given
            var golden = (com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(file);
            var event = json.treeToValue(golden, type);

            // When
            var newer = golden.deepCopy().put("addedLater", true);

            // Then
            assertThat((Object) json.treeToValue(newer, type)).isEqualTo(event);
        }
    }
}
