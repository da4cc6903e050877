package fr.toise.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.event.Unreadable;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    @Test
    void aModelThatWasTrainedBeforeThereWasMoreToSayOfItIsStillRead() throws Exception {
        // Given
        var old = """
                {"model": "paris-flats", "version": "99aabbccddeeff00", "dataset": "geo-dvf", "datasetVersion": "a1", "madeUp": false,
                 "measures": {"estimator": "model", "rows": 3752, "mdape": 0.102, "mape": 0.17, "pe10": 0.489, "pe20": 0.775,
                              "r2": 0.892, "medianRatio": 1.004},
                 "baselines": [], "decision": {"promoted": true, "reasons": ["There is no live model yet"]},
                 "trainedAt": "2026-10-08T03:02:00Z"}
                """;

        // When
        var event = json.readValue(old, ModelTrained.class);

        // Then
        assertThat(event.decision()).isEqualTo(new GateDecision(true, List.of("There is no live model yet"), null));
        assertThat(event.measures().coverage()).isNull();
    }

    @Test
    void aReportAndAChampionFromBeforeAreStillRead() throws Exception {
        // Given
        var oldReport = """
                {"model": "paris-flats", "version": "99aabbccddeeff00", "dataset": "geo-dvf", "datasetVersion": "a1", "madeUp": false,
                 "filter": "all", "rowsTrained": 100, "rowsHeldOut": 20,
                 "measures": {"estimator": "model", "rows": 20, "mdape": 0.102}, "coverage": 0.8, "trainedAt": "2026-10-08T03:02:00Z"}
                """;
        var oldChampion = """
                {"model": "paris-flats", "version": "99aabbccddeeff00", "previousVersion": null, "madeUp": false, "reason": "first",
                 "promotedAt": "2026-10-08T03:02:00Z"}
                """;

        // When
        var report = json.readValue(oldReport, TrainingReport.class);
        var champion = json.readValue(oldChampion, Champion.class);

        // Then
        assertThat(report.segments()).isEmpty();
        assertThat(report.comparisons()).isEmpty();
        assertThat(report.settings()).isNull();
        assertThat(champion.cause()).isNull();
    }
}
