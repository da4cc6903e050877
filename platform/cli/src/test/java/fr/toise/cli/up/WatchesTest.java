package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import fr.toise.cli.services.LiveModel;
import fr.toise.cli.up.PipelineState.Outcome;
import fr.toise.cli.up.PipelineState.Rest;
import fr.toise.cli.up.Poller.Polled;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchesTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @Test
    void believesARestOnlyWhenItLasts() {
        // Given
        var watch = new RestWatch(2);

        // Then
        assertThat(watch.outcome(new Polled(1, served()))).isEmpty();
        assertThat(watch.outcome(new Polled(2, served()))).isEmpty();
        assertThat(watch.outcome(new Polled(2, served()))).isEmpty();
        assertThat(watch.outcome(new Polled(3, served()))).contains(new Outcome(Rest.SERVED, null));
    }

    @Test
    void countsAnewAfterSomethingMoved() {
        // Given
        var watch = new RestWatch(2);
        watch.outcome(new Polled(1, served()));

        // When
        watch.outcome(new Polled(2, PipelineState.UNKNOWN));

        // Then
        assertThat(watch.outcome(new Polled(3, served()))).isEmpty();
        assertThat(watch.outcome(new Polled(5, served()))).isPresent();
    }

    @Test
    void noticesThatNothingMoves() {
        // Given
        var watch = new StallWatch(Duration.ofMinutes(15));
        watch.stalled(List.of(running(1, 10)), START);

        // Then
        assertThat(watch.stalled(List.of(running(1, 700)), START.plusSeconds(700)))
                .isFalse();
        assertThat(watch.stalled(List.of(running(1, 901)), START.plusSeconds(901)))
                .isTrue();
        assertThat(watch.stalled(List.of(running(2, 902)), START.plusSeconds(902)))
                .isFalse();
    }

    private static StepView running(long done, long seconds) {
        return new StepView(Step.CLEAN, StepView.State.RUNNING, done, 10, "lines", "", Duration.ofSeconds(seconds));
    }

    private static PipelineState served() {
        return new PipelineState(
                idle(null, "s"),
                idle("s", "d"),
                idle("d", "m"),
                true,
                new LiveModel("paris-flats", "m", false, "", MissingNode.getInstance(), ""),
                "m",
                null);
    }

    private static ServiceStatus idle(String input, String output) {
        return new ServiceStatus("any", false, 1, input, output, State.SUCCEEDED, "", START);
    }
}
