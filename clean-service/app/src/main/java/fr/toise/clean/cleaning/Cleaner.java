package fr.toise.clean.cleaning;

import fr.toise.clean.dataset.Announcements;
import fr.toise.clean.dataset.DatasetVersions;
import fr.toise.clean.gate.DatasetRelease;
import fr.toise.clean.snapshot.Snapshots;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.event.Unreadable;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.ServiceStatus;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Documents;
import fr.toise.service.tracing.TracedStep;
import fr.toise.service.tracing.Tracing;
import fr.toise.service.work.WorkLoop;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Looks for snapshots that were not cleaned yet under the rules that hold, has them cleaned, and says what came of it. */
@Startup
@ApplicationScoped
class Cleaner {

    private static final Logger LOG = Logger.getLogger(Cleaner.class);
    private static final String SERVICE = "clean-service";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final CleaningConfig config;
    private final Snapshots snapshots;
    private final DatasetVersions versions;
    private final CleaningRun run;
    private final DatasetRelease release;
    private final Announcements announcements;
    private final ProgressReporter progress;
    private final Tracing tracing;
    private final WorkLoop loop;
    private boolean begun;
    private volatile ServiceStatus latest = new ServiceStatus(SERVICE, true, 0, null, null, null, null, null);

    Cleaner(
            CleaningConfig config,
            Snapshots snapshots,
            DatasetVersions versions,
            CleaningRun run,
            DatasetRelease release,
            Announcements announcements,
            ProgressReporter progress,
            Tracing tracing) {
        this.config = config;
        this.snapshots = snapshots;
        this.versions = versions;
        this.run = run;
        this.release = release;
        this.announcements = announcements;
        this.progress = progress;
        this.tracing = tracing;
        // fails at start, not when the first snapshot lands
        config.spark();
        this.loop = new WorkLoop("cleaner", this::look);
        this.loop.nudge();
    }

    @Incoming("dataset-landed")
    void onDatasetLanded(Event event) {
        if (event instanceof Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.problem());
        }
        loop.nudge();
    }

    @Scheduled(every = "${toise.clean.look-every:30s}", delayed = "${toise.clean.look-every:30s}")
    void lookNowAndThen() {
        loop.nudge();
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    ServiceStatus status() {
        return latest.with(loop.busy(), loop.looks());
    }

    /** The newest snapshot of each dataset, the newest of all first: somebody may be waiting for it. */
    List<Work> work() {
        return snapshots.newestOfEach().stream()
                .map(snapshot -> Work.of(snapshot, config.settings()))
                .toList();
    }

    /** Looks at the store now. */
    void lookNow() {
        loop.nudge();
    }

    /** Lets what was refused, or has failed for good, be tried again. */
    void retry(Work work) {
        versions.forgetRefusal(work.dataset(), work.version());
        announcements.forget(work.dataset(), work.version());
        run.forget(work);
        loop.nudge();
    }

    private void look() throws InterruptedException {
        versions.store().createBucketIfMissing();
        if (!begun) {
            run.forgetFailures();
            begun = true;
        }
        var newest = true;
        for (var work : work()) {
            cleanUnlessBroken(work, newest);
            newest = false;
        }
    }

    /** What is broken of one dataset does not hold up the others. */
    private void cleanUnlessBroken(Work work, boolean newest) throws InterruptedException {
        try {
            clean(work, newest);
        } catch (UncheckedIOException e) {
            if (!Documents.isBroken(e)) {
                throw e;
            }
            LOG.errorf(e, "%s is left out; mend the object or remove it", work.output());
            say(newest, work, null, State.FAILED, e.getMessage());
        }
    }

    /** @param newest the status speaks of it */
    private void clean(Work work, boolean newest) throws InterruptedException {
        dropUnlessWhole(work);
        var made = versions.find(work.dataset(), work.version());
        if (made.isEmpty()) {
            run.forgetFailuresBeforeLanding(work);
        }
        boolean nothingToDo = made.map(version -> version.state() != DatasetVersion.State.UNDECIDED)
                .orElseGet(() -> !run.mayBeTried(work));
        if (nothingToDo) {
            clean(work, newest, made);
            return;
        }
        var snapshot = ObjectLayout.snapshot(work.dataset(), work.snapshot().snapshot());
        try (var step = tracing.after("clean", snapshots.store(), snapshot)) {
            step.with("toise.snapshot", work.input()).with("toise.dataset", work.output());
            clean(work, newest, made);
        }
    }

    private void dropUnlessWhole(Work work) {
        var lost = versions.dropUnlessWhole(work.dataset(), work.version());
        if (!lost.isEmpty()) {
            LOG.errorf("%s is made anew: %s of it are gone, or not of their size", work.output(), lost);
            announcements.forget(work.dataset(), work.version());
        }
    }

    private void clean(Work work, boolean newest, Optional<DatasetVersion> found) throws InterruptedException {
        var made = found;
        var attempted = false;
        while (made.isEmpty() && run.mayBeTried(work)) {
            attempted = true;
            say(newest, work, null, State.RUNNING, "Cleaning " + work.input());
            loop.goesOn();
            var ended = run.attempt(work);
            loop.goesOn();
            made = versions.find(work.dataset(), work.version());
            if (made.isEmpty() && run.mayBeTried(work)) {
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << ended.attempts()).toMillis());
            } else if (made.isEmpty()) {
                progress.ended(Step.CLEAN, work.output(), State.FAILED, ended.message());
            }
        }
        if (made.isEmpty()) {
            say(
                    newest,
                    work,
                    null,
                    State.FAILED,
                    run.record(work).map(RunRecord::message).orElse("It failed")
                            + ". Once the reason is gone: ./toise datasets retry " + work.output());
            return;
        }
        TracedStep.leaveIn(versions.store(), ObjectLayout.datasetVersion(work.dataset(), work.version()));
        var version = release.release(made.get(), work.current());
        if (attempted) {
            progress.ended(Step.CLEAN, work.output(), state(version), message(version));
        }
        say(newest, work, version.isReleased() ? work.output() : null, state(version), message(version));
    }

    private static State state(DatasetVersion version) {
        return version.isReleased() ? State.SUCCEEDED : State.REFUSED;
    }

    private static String message(DatasetVersion version) {
        if (!version.isReleased()) {
            return version.rejection().reason();
        }
        var funnel = version.report().funnel();
        return "Kept %,d of %,d sales".formatted(funnel.salesKept(), funnel.salesFound());
    }

    private void say(boolean newest, Work work, String output, State state, String message) {
        if (newest) {
            latest =
                    new ServiceStatus(SERVICE, true, loop.looks(), work.input(), output, state, message, Instant.now());
        }
    }
}
