package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import fr.toise.cli.services.LiveModel;
import fr.toise.cli.up.PipelineState.Outcome;
import fr.toise.cli.up.PipelineState.Rest;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.job.ServiceStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PipelineStateTest {

    private static final String SNAPSHOT = "geo-dvf/s1";
    private static final String DATASET = "geo-dvf/d1";
    private static final String MODEL = "paris-flats/m1";

    private final ServiceStatus ingest = idle("ingest", null, SNAPSHOT, State.SUCCEEDED);
    private final ServiceStatus clean = idle("clean", SNAPSHOT, DATASET, State.SUCCEEDED);
    private final ServiceStatus train = idle("train", DATASET, MODEL, State.SUCCEEDED);

    @Test
    void isServedWhenTheNewestSalesHaveGoneAllTheWay() {
        // When
        var outcome = new PipelineState(ingest, clean, train, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.SERVED, null));
    }

    @Test
    void goesOnWhileAServiceDoesNotAnswer() {
        // When
        var outcome = new PipelineState(ingest, null, train, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void goesOnWhileAServiceHasNotLookedYet() {
        // Given
        var fresh = new ServiceStatus("ingest", false, 0, null, SNAPSHOT, null, null, Instant.EPOCH);

        // When
        var outcome = new PipelineState(fresh, clean, train, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void goesOnAfterALookThatWasInterrupted() {
        // Given
        var interrupted = idle("train", DATASET, null, State.RUNNING);

        // When
        var outcome = new PipelineState(ingest, clean, interrupted, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void goesOnUntilTheNewestSnapshotIsTakenUp() {
        // Given
        var landed = idle("ingest", null, "geo-dvf/s2", State.SUCCEEDED);

        // When
        var outcome = new PipelineState(landed, clean, train, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void goesOnUntilTheNewestDatasetIsTakenUp() {
        // Given
        var cleaned = idle("clean", SNAPSHOT, "geo-dvf/d2", State.SUCCEEDED);

        // When
        var outcome = new PipelineState(ingest, cleaned, train, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void goesOnUntilTheChampionIsTheOneThatIsLive() {
        // When
        var outcome = new PipelineState(ingest, clean, train, true, model("m0"), "m1", null).outcome();

        // Then
        assertThat(outcome).isEmpty();
    }

    @Test
    void endsAtAChampionThatPredictRefuses() {
        // When
        var outcome = new PipelineState(ingest, clean, train, true, null, "m1", "its golden rows differ").outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.FAILED, "predict: refused m1: its golden rows differ"));
    }

    @Test
    void isServedByTheChampionThatTheNewModelDidNotBeat() {
        // Given
        var lost = idle("train", DATASET, "paris-flats/m2", State.REFUSED);

        // When
        var outcome = new PipelineState(ingest, clean, lost, true, model("m1"), "m1", null).outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.REFUSED, "train: how it went"));
    }

    @Test
    void endsAtADatasetThatWasRejected() {
        // Given
        var rejected = idle("clean", SNAPSHOT, null, State.REFUSED);
        var waiting = idle("train", null, null, null);

        // When
        var outcome = new PipelineState(ingest, rejected, waiting, true, null, null, null).outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.REFUSED, "clean: how it went"));
    }

    @Test
    void endsAtASourceThatCannotBeReached() {
        // Given
        var unreachable = idle("ingest", null, null, State.FAILED);
        var waiting = idle("clean", null, null, null);

        // When
        var outcome = new PipelineState(unreachable, waiting, waiting, true, null, null, null).outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.FAILED, "ingest: how it went"));
    }

    @Test
    void endsAtAJobThatFailed() {
        // Given
        var failed = idle("train", DATASET, null, State.FAILED);

        // When
        var outcome = new PipelineState(ingest, clean, failed, true, null, null, null).outcome();

        // Then
        assertThat(outcome).contains(new Outcome(Rest.FAILED, "train: how it went"));
    }

    private static ServiceStatus idle(String service, String input, String output, State state) {
        return new ServiceStatus(service, false, 1, input, output, state, "how it went", Instant.EPOCH);
    }

    private static LiveModel model(String version) {
        return new LiveModel("paris-flats", version, false, "", MissingNode.getInstance(), "");
    }
}
