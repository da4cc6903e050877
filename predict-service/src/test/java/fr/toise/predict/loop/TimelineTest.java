package fr.toise.predict.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NOON = Instant.parse("2026-04-20T12:00:00Z");

    private final Timeline timeline = new Timeline(LoopConfigTest.read(Map.of("toise.loop.moments", "3")));

    @Test
    void whatIsSaidAgainIsShownOnce() {
        // Given
        timeline.hear(landed("a", NOON));
        long seen = timeline.changes(0).sequence();

        // When
        timeline.hear(landed("a", NOON));

        // Then
        assertThat(timeline.changes(0).moments()).hasSize(1);
        assertThat(timeline.changes(seen).moments()).isEmpty();
    }

    @Test
    void ofARunTheNewestIsShownHoweverLateTheOthersCome() {
        // Given
        timeline.hear(progress("a", State.RUNNING, NOON));
        timeline.hear(progress("a", State.SUCCEEDED, NOON.plusSeconds(9)));

        // When
        timeline.hear(progress("a", State.RUNNING, NOON.plusSeconds(5)));

        // Then
        assertThat(timeline.changes(0).moments()).singleElement().satisfies(moment -> {
            assertThat(moment.state()).isEqualTo(State.SUCCEEDED);
            assertThat(moment.at()).isEqualTo(NOON.plusSeconds(9));
        });
    }

    @Test
    void aModelThatIsLiveOnceMoreIsAnotherMoment() {
        // Given
        timeline.hear(promoted("one", NOON));

        // When
        timeline.hear(promoted("one", NOON.plusSeconds(60)));

        // Then
        assertThat(timeline.changes(0).moments()).hasSize(2);
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        // When
        for (int second : new int[] {40, 10, 30, 20, 50}) {
            timeline.hear(landed("at" + second, NOON.plusSeconds(second)));
        }

        // Then
        assertThat(timeline.changes(0).moments())
                .extracting(Moment::at)
                .containsExactly(NOON.plusSeconds(40), NOON.plusSeconds(30), NOON.plusSeconds(50));
    }

    @Test
    void whatHasNoTimeHasNoPlace() {
        // When
        timeline.hear(promoted("one", null));

        // Then
        assertThat(timeline.changes(0).moments()).isEmpty();
    }

    @Test
    void whoHasSeenSomeIsToldTheRest() {
        // Given
        timeline.hear(landed("a", NOON));
        long seen = timeline.changes(0).sequence();

        // When
        timeline.hear(landed("b", NOON.plusSeconds(1)));

        // Then
        assertThat(timeline.changes(seen).moments()).extracting(Moment::subject).containsExactly("geo-dvf/b");
    }

    private static DatasetLanded landed(String snapshot, Instant at) {
        return new DatasetLanded("geo-dvf", snapshot, false, List.of(), at);
    }

    private static PipelineProgress progress(String run, State state, Instant at) {
        return new PipelineProgress(run, Step.TRAIN, state, 3, 24, "epochs", "Training", at);
    }

    private static ModelPromoted promoted(String version, Instant at) {
        return new ModelPromoted("paris-flats", version, null, "s3://model/manifest.json", false, "better", at);
    }
}
