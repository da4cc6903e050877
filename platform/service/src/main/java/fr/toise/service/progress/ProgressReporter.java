package fr.toise.service.progress;

import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.JobProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Sends {@code pipeline-progress}. Progress that can't be sent is dropped: no run may fail of it. */
@ApplicationScoped
public class ProgressReporter {

    private static final Logger LOG = Logger.getLogger(ProgressReporter.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMillis(250);

    private final Emitter<PipelineProgress> emitter;
    private volatile Instant lastRunning = Instant.EPOCH;

    ProgressReporter(
            @Channel("pipeline-progress") @OnOverflow(OnOverflow.Strategy.DROP) Emitter<PipelineProgress> emitter) {
        this.emitter = emitter;
    }

    /** Says how far a run is; when called very often, only some of it is said. */
    public void running(Step step, String run, JobProgress progress) {
        var now = Instant.now();
        boolean last = progress.total() > 0 && progress.done() >= progress.total();
        boolean newPhase = progress.total() == 0 && progress.done() == 0;
        if (now.isBefore(lastRunning.plus(AT_MOST_EVERY)) && !last && !newPhase) {
            return;
        }
        lastRunning = now;
        send(unfinished(step, run, progress));
    }

    /** Says how far a run is that waits, and for what: never left out. */
    public void waiting(Step step, String run, JobProgress progress) {
        send(unfinished(step, run, progress));
    }

    private static PipelineProgress unfinished(Step step, String run, JobProgress progress) {
        return new PipelineProgress(
                run,
                step,
                State.RUNNING,
                progress.done(),
                progress.total(),
                progress.unit(),
                progress.message() == null ? "" : progress.message(),
                Instant.now());
    }

    /** Says how a run ended. */
    public void ended(Step step, String run, State state, String message) {
        send(new PipelineProgress(run, step, state, 0, 0, null, message, Instant.now()));
    }

    private void send(PipelineProgress progress) {
        try {
            emitter.send(progress);
        } catch (RuntimeException e) {
            LOG.debugf(e, "Dropped %s", progress);
        }
    }
}
