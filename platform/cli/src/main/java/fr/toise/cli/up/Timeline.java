package fr.toise.cli.up;

import fr.toise.cli.services.LiveModel;
import fr.toise.cli.up.StepView.State;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each step is. Its state is what the services answer; events only add how far a running one has come. */
final class Timeline {

    private static final String MADE_UP = "made-up/";

    /** What is shorter was only a look whether there is something to do. */
    private static final Duration WORK = Duration.ofSeconds(1);

    private final Instant startedAt;
    private final Map<Step, PipelineProgress> progress = new EnumMap<>(Step.class);
    private final Map<Step, Instant> busySince = new EnumMap<>(Step.class);
    private final Map<Step, Duration> took = new EnumMap<>(Step.class);
    private PipelineState state = PipelineState.UNKNOWN;
    /** Whether the sales that the pipeline works on are invented; null until it has looked at its source. */
    private Boolean madeUp;
    /** The last that predict-service said it serves; null before. */
    private LiveModel served;

    Timeline(Instant startedAt) {
        this.startedAt = startedAt;
    }

    synchronized void hear(Event event) {
        if (event instanceof PipelineProgress said) {
            progress.put(said.step(), said);
        }
        if (event instanceof DatasetLanded landed) {
            madeUp = landed.madeUp();
        }
    }

    synchronized void see(PipelineState now, Instant at) {
        state = now;
        clock(Step.INGEST, now.ingest(), at);
        clock(Step.CLEAN, now.clean(), at);
        clock(Step.TRAIN, now.train(), at);
        served = now.model() == null ? served : now.model();
        if (now.ingest() != null && now.ingest().output() != null) {
            madeUp = now.ingest().output().startsWith(MADE_UP);
        }
    }

    private void clock(Step step, ServiceStatus status, Instant at) {
        if (status != null && PipelineState.atWork(status)) {
            busySince.putIfAbsent(step, at);
        } else if (busySince.containsKey(step)) {
            var busy = Duration.between(busySince.remove(step), at);
            if (busy.compareTo(WORK) >= 0) {
                took.put(step, busy);
            }
            progress.remove(step);
        }
    }

    /** Which sales are invented: those that the pipeline works on, those that the live model has learned from, or both. */
    synchronized Optional<String> warning() {
        boolean model = served == null ? Boolean.TRUE.equals(madeUp) : served.madeUp();
        boolean run = madeUp == null ? model : madeUp;
        if (run != model) {
            return Optional.of(run ? StepText.MADE_UP_RUN : StepText.MADE_UP_MODEL);
        }
        return run ? Optional.of(StepText.MADE_UP) : Optional.empty();
    }

    Duration elapsed(Instant now) {
        return Duration.between(startedAt, now);
    }

    synchronized List<StepView> steps(Instant now) {
        return List.of(
                step(Step.INGEST, state.ingest(), null, now),
                step(Step.CLEAN, state.clean(), made(state.ingest()), now),
                step(Step.TRAIN, state.train(), made(state.clean()), now),
                predict());
    }

    private static String made(ServiceStatus before) {
        return before == null ? null : before.output();
    }

    /** @param input what the step before has made, and this one is to take up */
    private StepView step(Step step, ServiceStatus status, String input, Instant now) {
        if (status == null) {
            return new StepView(step, State.STARTING, 0, 0, null, "", null);
        }
        if (PipelineState.atWork(status)) {
            return running(step, status, now);
        }
        boolean stale = input != null && !input.equals(status.input());
        if (stale || status.looks() == 0 || (status.state() == null && status.output() == null)) {
            return new StepView(step, State.WAITING, 0, 0, null, "", null);
        }
        var message = status.message() == null ? "" : status.message();
        return new StepView(step, ended(status.state()), 0, 0, null, message, took.get(step));
    }

    private StepView running(Step step, ServiceStatus status, Instant now) {
        var elapsed = Duration.between(busySince.getOrDefault(step, now), now);
        var said = progress.get(step);
        if (said == null || said.state() != PipelineProgress.State.RUNNING) {
            boolean ofThisRun = status.state() == PipelineProgress.State.RUNNING && status.message() != null;
            return new StepView(step, State.RUNNING, 0, 0, null, ofThisRun ? status.message() : "", elapsed);
        }
        return new StepView(step, State.RUNNING, said.done(), said.total(), said.unit(), said.message(), elapsed);
    }

    private static State ended(PipelineProgress.State state) {
        if (state == null) {
            return State.DONE;
        }
        return switch (state) {
            case RUNNING, SUCCEEDED -> State.DONE;
            case UNCHANGED -> State.UNCHANGED;
            case REFUSED -> State.REFUSED;
            case FAILED -> State.FAILED;
        };
    }

    private StepView predict() {
        if (state.model() != null) {
            return new StepView(Step.PREDICT, State.LIVE, 0, 0, null, words(state.model()), null);
        }
        return state.predictAnswers()
                ? new StepView(Step.PREDICT, State.WAITING, 0, 0, null, "for a model", null)
                : new StepView(Step.PREDICT, State.STARTING, 0, 0, null, "", null);
    }

    private static String words(LiveModel model) {
        return model.name() + "/" + model.version()
                + (model.dataThrough().isEmpty() ? "" : ", sales up to " + model.dataThrough());
    }
}
