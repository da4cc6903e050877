package fr.toise.clean.cleaning;

import fr.toise.clean.dataset.DatasetVersions;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.RunRecord.State;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.service.jobs.JobsConfig;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.JobStorage;
import fr.toise.service.work.RunRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** One attempt to have a snapshot cleaned: written down before the job starts, and when it has ended. */
@Startup
@ApplicationScoped
class CleaningRun {

    private static final String MAIN_CLASS = "fr.toise.cleaning.CleaningJob";

    private final CleaningConfig config;
    private final JobsConfig jobs;
    private final JobLauncher launcher;
    private final JobStorage storage;
    private final DatasetVersions versions;
    private final RunRecords records;
    private final ProgressReporter progress;
    private final MeterRegistry meters;
    /** Of the sales that were found, by dataset. */
    private final Map<String, AtomicReference<Double>> keptShares = new ConcurrentHashMap<>();

    CleaningRun(
            CleaningConfig config,
            JobsConfig jobs,
            JobLauncher launcher,
            JobStorage storage,
            DatasetVersions versions,
            ProgressReporter progress,
            MeterRegistry meters) {
        this.config = config;
        this.jobs = jobs;
        this.launcher = launcher;
        this.storage = storage;
        this.versions = versions;
        this.records = new RunRecords(versions.store());
        this.progress = progress;
        this.meters = meters;
        // there from the start: an increase from nothing to one goes unseen
        List.of("succeeded", "refused", "failed").forEach(this::timer);
    }

    Optional<RunRecord> record(Work work) {
        return records.find(work.output());
    }

    /** What has failed may have been mended since: a snapshot that has lost the end of an object lands anew under its name. */
    void forgetFailuresBeforeLanding(Work work) {
        records.forgetFailureBefore(work.output(), work.snapshot().landedAt());
    }

    boolean mayBeTried(Work work) {
        return !records.exhausted(work.output(), jobs.attempts());
    }

    void forget(Work work) {
        records.forget(work.output());
    }

    void forgetFailures() {
        records.forgetFailures();
    }

    RunRecord attempt(Work work) throws InterruptedException {
        var job = new Job(work.jobName(), MAIN_CLASS, arguments(work), storage.environment());
        var run = records.running(records.submitted(work.output(), work.input(), job.name()));
        var timer = Timer.start(meters);
        var outcome = launcher.attempt(job, said -> progress.running(Step.CLEAN, work.output(), said));
        var ended = ended(work, run, outcome);
        timer.stop(timer(name(ended, outcome)));
        return ended;
    }

    private Timer timer(String outcome) {
        return meters.timer("toise.cleaning.runs", "outcome", outcome);
    }

    private RunRecord ended(Work work, RunRecord run, JobOutcome outcome) {
        if (outcome.refused()) {
            return refused(work, run, outcome);
        }
        if (!outcome.succeeded()) {
            return failed(work, run, outcome, outcome.lastWords());
        }
        var made = versions.find(work.dataset(), work.version());
        if (made.isEmpty() || made.get().report() == null) {
            return failed(work, run, outcome, "its job says that it succeeded, and there is no dataset version");
        }
        count(made.get().report());
        return records.ended(run, State.SUCCEEDED, "Cleaned " + work.input());
    }

    private void count(CleaningReport report) {
        keptShares
                .computeIfAbsent(
                        report.dataset(),
                        dataset -> meters.gauge(
                                "toise.cleaning.kept.share",
                                Tags.of("dataset", dataset),
                                new AtomicReference<>(0.0),
                                AtomicReference::get))
                .set((double) report.funnel().salesKept() / report.funnel().salesFound());
        meters.counter("toise.cleaning.sales.kept", "dataset", report.dataset())
                .increment(report.funnel().salesKept());
        for (var dropped : report.funnel().dropped()) {
            meters.counter("toise.cleaning.lines.dropped", "dataset", report.dataset(), "rule", dropped.rule())
                    .increment(dropped.lines());
        }
    }

    private RunRecord refused(Work work, RunRecord run, JobOutcome outcome) {
        if (versions.find(work.dataset(), work.version()).isEmpty()) {
            versions.refuse(new DatasetRejected(
                    work.dataset(),
                    work.version(),
                    work.snapshot().snapshot(),
                    "refused",
                    outcome.lastWords(),
                    Map.of(),
                    Instant.now()));
        }
        return records.failedForGood(run, jobs.attempts(), outcome.lastWords());
    }

    private RunRecord failed(Work work, RunRecord run, JobOutcome outcome, String reason) {
        return records.failed(run, outcome, jobs.attempts(), "Cleaning " + work.input() + " failed: " + reason);
    }

    private static String name(RunRecord ended, JobOutcome outcome) {
        if (outcome.refused()) {
            return "refused";
        }
        return ended.state() == State.SUCCEEDED ? "succeeded" : "failed";
    }

    private CleaningArguments arguments(Work work) {
        var settings = config.settings();
        return new CleaningArguments(
                work.dataset(),
                work.snapshot().snapshot(),
                work.version(),
                work.snapshot().madeUp(),
                work.snapshot().files(),
                versions.store().uri(ObjectLayout.datasetVersion(work.dataset(), work.version())),
                work.inputs(),
                settings.scope(),
                settings.thresholds(),
                config.spark());
    }
}
