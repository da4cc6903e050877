package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import fr.toise.cli.services.LiveModel;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.ServiceStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final Timeline timeline = new Timeline(START);

    @Test
    void saysThatNobodyAnswersYet() {
        // When
        var steps = timeline.steps(START);

        // Then
        assertThat(steps).extracting(StepView::state).containsOnly(StepView.State.STARTING);
        assertThat(steps).extracting(StepView::step).containsExactly(Step.values());
    }

    @Test
    void drawsHowFarARunningStepIs() {
        // Given
        timeline.see(state(busy("ingest"), null, null, null), START.plusSeconds(3));
        timeline.hear(progress(Step.INGEST, 250, 1000, "lines", "2023"));

        // When
        var line = StepText.drawn(timeline.steps(START.plusSeconds(65)).get(0));

        // Then
        assertThat(line)
                .isEqualTo(" ▸ ingest  running      1:02  █████░░░░░░░░░░░░░░░   25 %  250 of 1,000 lines  2023");
    }

    @Test
    void countsBytesInMegabytes() {
        // Given
        timeline.see(state(busy("ingest"), null, null, null), START);
        timeline.hear(progress(Step.INGEST, 12_300_000, 45_600_000, "bytes", ""));

        // When
        var line = StepText.logged(timeline.steps(START).get(0));

        // Then
        assertThat(line).isEqualTo("ingest  running     27 %  12.3 of 45.6 MB");
    }

    @Test
    void believesTheServiceAndNotAnOldEvent() {
        // Given
        timeline.see(state(busy("clean"), busy("clean"), null, null), START);
        timeline.hear(progress(Step.CLEAN, 1, 2, "lines", "half"));

        // When
        timeline.see(
                state(idle(null, "geo-dvf/s1"), idle("geo-dvf/s1", "geo-dvf/d1"), null, null), START.plusSeconds(8));
        timeline.hear(progress(Step.CLEAN, 2, 2, "lines", "late"));

        // Then
        var clean = timeline.steps(START.plusSeconds(20)).get(1);
        assertThat(StepText.drawn(clean)).isEqualTo(" ✓ clean   done         0:08  how it went");
    }

    @Test
    void letsAStepWaitThatHasNotSeenTheNewestInput() {
        // When
        timeline.see(state(idle(null, "geo-dvf/s2"), idle("geo-dvf/s1", "geo-dvf/d1"), null, null), START);

        // Then
        assertThat(timeline.steps(START).get(1).state()).isEqualTo(StepView.State.WAITING);
    }

    @Test
    void showsThatSalesAreMadeUp() {
        // Given
        timeline.see(state(idle(null, "made-up/s1"), null, null, null), START);
        var out = new StringWriter();

        // When
        new LiveScreen(new PrintWriter(out)).show(timeline, START);

        // Then
        assertThat(out.toString()).contains(StepText.MADE_UP);
    }

    @Test
    void letsAStepRunThatWasInterrupted() {
        // Given
        var interrupted = new ServiceStatus("ingest", false, 1, null, null, State.RUNNING, "half", START);

        // When
        timeline.see(state(interrupted, null, null, null), START);

        // Then
        var ingest = timeline.steps(START.plusSeconds(5)).get(0);
        assertThat(StepText.drawn(ingest)).isEqualTo(" ▸ ingest  running      0:05  half");
    }

    @Test
    void tellsMadeUpSalesFromALiveModelOfRealOnes() {
        // When
        timeline.see(state(idle(null, "made-up/s1"), null, null, model(false)), START);

        // Then
        assertThat(timeline.warning()).contains(StepText.MADE_UP_RUN);
    }

    @Test
    void tellsRealSalesFromALiveModelOfMadeUpOnes() {
        // When
        timeline.see(state(idle(null, "geo-dvf/s1"), null, null, model(true)), START);

        // Then
        assertThat(timeline.warning()).contains(StepText.MADE_UP_MODEL);
    }

    @Test
    void saysNothingOfRealSalesBeforeItHasLookedAtTheSource() {
        // When
        timeline.see(state(busy("ingest"), null, null, model(true)), START);

        // Then
        assertThat(timeline.warning()).contains(StepText.MADE_UP);
    }

    @Test
    void warnsNoMoreWhenRealSalesHaveGoneAllTheWay() {
        // Given
        timeline.see(state(idle(null, "made-up/s1"), null, null, model(true)), START);
        assertThat(timeline.warning()).contains(StepText.MADE_UP);

        // When
        timeline.see(state(idle(null, "geo-dvf/s1"), null, null, model(false)), START);

        // Then
        assertThat(timeline.warning()).isEmpty();
    }

    @Test
    void drawsOverWhatItHasDrawn() {
        // Given
        var out = new StringWriter();
        var screen = new LiveScreen(new PrintWriter(out));
        screen.show(timeline, START);
        var first = out.toString();

        // When
        screen.show(timeline, START.plusSeconds(1));

        // Then
        var lines = first.lines().count();
        assertThat(out.toString().substring(first.length())).startsWith("\u001b[" + (lines - 1) + "F\u001b[J");
        assertThat(out.toString()).endsWith(first.replace("0:00", "0:01"));
    }

    @Test
    void keepsWhatIsSaidAboveTheTimeline() {
        // Given
        var out = new StringWriter();
        var screen = new LiveScreen(new PrintWriter(out));
        screen.show(timeline, START);
        var drawn = out.toString();

        // When
        screen.say("A model is live");

        // Then
        assertThat(out.toString().substring(drawn.length()).replaceFirst("\u001b\\[\\dF\u001b\\[J", ""))
                .isEqualToNormalizingNewlines("A model is live\n" + drawn);
    }

    @Test
    void writesALineForEachChangeAndNowAndThenForProgress() {
        // Given
        var out = new StringWriter();
        var screen = new PlainScreen(new PrintWriter(out));

        // When
        screen.show(timeline, START);
        timeline.see(state(busy("ingest"), null, null, null), START.plusSeconds(1));
        for (int second = 1; second <= 12; second++) {
            timeline.hear(progress(Step.INGEST, second, 12, "files", ""));
            screen.show(timeline, START.plusSeconds(second));
        }
        timeline.see(state(idle(null, "geo-dvf/s1"), null, null, model(false)), START.plusSeconds(13));
        screen.show(timeline, START.plusSeconds(13));
        screen.show(timeline, START.plusSeconds(14));

        // Then
        assertThat(out.toString()).isEqualToNormalizingNewlines("""
                          0:01  ingest  running      8 %  1 of 12 files
                          0:06  ingest  running     50 %  6 of 12 files
                          0:11  ingest  running     92 %  11 of 12 files
                          0:13  ingest  done       how it went
                          0:13  predict live       paris-flats/m1, sales up to 2023-04-28
                        """);
    }

    @Test
    void writesNothingForAServiceThatOnlyLooks() {
        // Given
        var out = new StringWriter();
        var screen = new PlainScreen(new PrintWriter(out));
        timeline.see(state(idle(null, "geo-dvf/s1"), null, null, null), START);
        screen.show(timeline, START);
        var before = out.toString();

        // When
        timeline.see(state(busy("ingest"), null, null, null), START.plusMillis(100));
        screen.show(timeline, START.plusMillis(100));
        timeline.see(state(idle(null, "geo-dvf/s1"), null, null, null), START.plusMillis(600));
        screen.show(timeline, START.plusMillis(600));

        // Then
        assertThat(out.toString()).isEqualTo(before);
    }

    private static PipelineState state(
            ServiceStatus ingest, ServiceStatus clean, ServiceStatus train, LiveModel model) {
        return new PipelineState(ingest, clean, train, model != null, model, null, null);
    }

    private static ServiceStatus busy(String service) {
        return new ServiceStatus(service, true, 1, null, null, null, null, START);
    }

    private static ServiceStatus idle(String input, String output) {
        return new ServiceStatus("any", false, 1, input, output, State.SUCCEEDED, "how it went", START);
    }

    private static PipelineProgress progress(Step step, long done, long total, String unit, String message) {
        return new PipelineProgress("run", step, State.RUNNING, done, total, unit, message, START);
    }

    private static LiveModel model(boolean madeUp) {
        return new LiveModel("paris-flats", "m1", madeUp, "2023-04-28", MissingNode.getInstance(), "");
    }
}
