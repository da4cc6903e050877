package fr.toise.cli.up;

import fr.toise.cli.up.StepView.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A file or a pipe: one line for each change, and now and then one for a step that goes on. */
final class PlainScreen implements Screen {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    /** A service that only looks whether there is something to do is busy for less than this. */
    private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);

    private final PrintWriter out;
    private final Map<Step, Written> written = new EnumMap<>(Step.class);
    private Optional<String> warned = Optional.empty();

    private record Written(State state, String message, Instant at) {}

    PlainScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Timeline timeline, Instant now) {
        var warning = timeline.warning();
        if (!warning.equals(warned)) {
            warned = warning;
            warning.ifPresent(text -> write(timeline, now, text));
        }
        for (var step : timeline.steps(now)) {
            if (worthALine(step, written.get(step.step()), now)) {
                written.put(step.step(), new Written(step.state(), step.message(), now));
                write(timeline, now, StepText.logged(step));
            }
        }
    }

    private static boolean worthALine(StepView step, Written before, Instant now) {
        if (before == null) {
            return step.state() != State.STARTING;
        }
        if (step.state() == State.RUNNING) {
            return before.state() == State.RUNNING
                    ? step.progressKnown() && !now.isBefore(before.at().plus(PROGRESS_EVERY))
                    : step.progressKnown() || step.elapsed().compareTo(WORTH_A_LINE) >= 0;
        }
        return before.state() != step.state() || !before.message().equals(step.message());
    }

    private void write(Timeline timeline, Instant now, String line) {
        out.println("%6s  %s".formatted(StepText.clock(timeline.elapsed(now)), line));
    }

    @Override
    public synchronized void say(String text) {
        out.println(text);
    }
}
