package fr.toise.train.training;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.event.Unreadable;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.ServiceStatus;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.jobs.JobsConfig;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.JobStorage;
import fr.toise.service.work.RunRecords;
import fr.toise.service.work.WorkLoop;
import fr.toise.train.registry.ModelRegistry;
import fr.toise.train.registry.ModelRelease;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Looks for cleaned sales that no model was trained on yet, has one trained, and releases it. */
@Startup
@ApplicationScoped
public class Trainer {

    private static final Logger LOG = Logger.getLogger(Trainer.class);
    private static final String MAIN_CLASS = "fr.toise.train.job.TrainingJob";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final TrainingConfig config;
    private final JobsConfig jobs;
    private final JobLauncher launcher;
    private final JobStorage jobStorage;
    private final ObjectStore clean;
    private final ObjectStore models;
    private final RunRecords runs;
    private final ModelRegistry registry;
    private final ModelRelease release;
    private final ProgressReporter progress;
    private final MeterRegistry meters;
    private final WorkLoop loop;
    private volatile ServiceStatus latest = new ServiceStatus("train-service", true, 0, null, null, null, null, null);

    Trainer(
            TrainingConfig config,
            JobsConfig jobs,
            JobLauncher launcher,
            JobStorage jobStorage,
            Buckets buckets,
            ModelRegistry registry,
            ModelRelease release,
            ProgressReporter progress,
            MeterRegistry meters) {
        this.config = config;
        this.jobs = jobs;
        this.launcher = launcher;
        this.jobStorage = jobStorage;
        this.clean = buckets.clean();
        this.models = buckets.model();
        this.runs = new RunRecords(models);
        this.registry = registry;
        this.release = release;
        this.progress = progress;
        this.meters = meters;
        this.loop = new WorkLoop("trainer", this::look);
        this.loop.nudge();
    }

    @Incoming("dataset-cleaned")
    void onDatasetCleaned(Event event) {
        if (event instanceof Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.problem());
        }
        loop.nudge();
    }

    @Scheduled(every = "${toise.training.look-every:30s}", delayed = "${toise.training.look-every:30s}")
    void lookNowAndThen() {
        loop.nudge();
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    ServiceStatus status() {
        return new ServiceStatus(
                latest.service(),
                loop.busy(),
                loop.looks(),
                latest.input(),
                latest.output(),
                latest.state(),
                latest.message(),
                latest.at());
    }

    /** Lets what failed for good be tried again. */
    void retry() {
        newestDatasets().forEach(dataset -> runs.forget(config.model() + "/" + version(dataset)));
        loop.nudge();
    }

    /**
     * A cleaned dataset.
     *
     * @param landedAt when the snapshot that it was made of had landed
     */
    private record Dataset(CleaningReport report, String prefix, Instant landedAt) {

        String name() {
            return report.dataset() + "/" + report.version();
        }
    }

    private void look() throws InterruptedException {
        clean.createBucketIfMissing();
        models.createBucketIfMissing();
        // the newest last, so that it is what the status ends with and what the gate sees last
        for (var dataset : newestDatasets()) {
            train(dataset);
        }
    }

    /** What clean-service says is to be trained on, the newest dataset last. */
    private List<Dataset> newestDatasets() {
        return clean.folders("").stream()
                .filter(folder -> !folder.equals("runs"))
                .map(this::current)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(Dataset::landedAt))
                .toList();
    }

    private Optional<Dataset> current(String folder) {
        try {
            return clean.read(ObjectLayout.currentDataset(folder), CurrentDataset.class)
                    .flatMap(this::dataset);
        } catch (UncheckedIOException e) {
            LOG.errorf(e, "Dataset %s is left out", folder);
            return Optional.empty();
        }
    }

    private Optional<Dataset> dataset(CurrentDataset current) {
        var prefix = ObjectLayout.datasetVersion(current.dataset(), current.version());
        return clean.manifest(prefix)
                .flatMap(manifest -> clean.read(prefix + ObjectLayout.REPORT, CleaningReport.class))
                .map(report -> new Dataset(report, prefix, current.landedAt()));
    }

    private List<String> inputs(Dataset dataset) {
        return List.of(dataset.name(), config.settings().toString(), "method " + TrainingArguments.METHOD);
    }

    private String version(Dataset dataset) {
        return ObjectLayout.nameFor(inputs(dataset));
    }

    private void train(Dataset dataset) throws InterruptedException {
        var version = version(dataset);
        var output = config.model() + "/" + version;
        var decided = registry.decision(version);
        if (decided.isPresent()) {
            say(dataset, output, decided.get().promoted() ? State.SUCCEEDED : State.REFUSED, reasons(decided.get()));
            return;
        }
        while (registry.report(version).isEmpty()) {
            if (runs.exhausted(output, jobs.attempts())) {
                var message = runs.find(output).map(RunRecord::message).orElse("It failed");
                say(dataset, null, State.FAILED, message);
                return;
            }
            var run = attempt(dataset, version, output);
            if (run.state() == RunRecord.State.FAILED && run.attempts() < jobs.attempts()) {
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << run.attempts()).toMillis());
            }
        }
        var decision = release.release(registry.report(version).orElseThrow());
        var state = decision.promoted() ? State.SUCCEEDED : State.REFUSED;
        say(dataset, output, state, reasons(decision));
        progress.ended(Step.TRAIN, output, state, reasons(decision));
        meters.counter("toise.training.models", "decision", decision.promoted() ? "promoted" : "refused")
                .increment();
    }

    private static String reasons(GateDecision decision) {
        return String.join(". ", decision.reasons());
    }

    private RunRecord attempt(Dataset dataset, String version, String output) throws InterruptedException {
        var champion = registry.champion().orElse(null);
        var job = new Job(
                "train-" + version, MAIN_CLASS, arguments(dataset, version, champion), jobStorage.environment());
        var run = runs.submitted(output, dataset.name(), job.name());
        say(dataset, null, State.RUNNING, "Training " + output + " on " + dataset.name());
        var timer = Timer.start(meters);
        run = runs.running(run);
        var outcome = run(job, output);
        timer.stop(meters.timer("toise.training.runs", "outcome", outcome.succeeded() ? "succeeded" : "failed"));
        if (outcome.succeeded() && registry.report(version).isPresent()) {
            return runs.ended(run, RunRecord.State.SUCCEEDED, "Trained");
        }
        return failed(dataset, output, run, outcome);
    }

    /** What keeps a job from being started is a failure like one of its own: it is counted, and ends. */
    private JobOutcome run(Job job, String output) throws InterruptedException {
        try {
            return launcher.run(job, said -> progress.running(Step.TRAIN, output, said));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Failed to run %s", job.name());
            return new JobOutcome(JobProgram.FAILED, List.of(String.valueOf(e.getMessage())));
        }
    }

    private RunRecord failed(Dataset dataset, String output, RunRecord run, JobOutcome outcome) {
        var message = "Training on " + dataset.name() + " failed: "
                + (outcome.succeeded() ? "it ended well and left no model" : outcome.lastWords());
        LOG.errorf("%s (exit code %d, attempt %d of %d)", message, outcome.exitCode(), run.attempts(), jobs.attempts());
        // what the program refuses it will refuse again
        var ended = outcome.refused()
                ? runs.failedForGood(run, jobs.attempts(), message)
                : runs.ended(run, RunRecord.State.FAILED, message);
        if (ended.attempts() >= jobs.attempts()) {
            progress.ended(Step.TRAIN, output, State.FAILED, message);
        }
        return ended;
    }

    private TrainingArguments arguments(Dataset dataset, String version, Champion champion) {
        return new TrainingArguments(
                config.model(),
                version,
                dataset.report().dataset(),
                dataset.report().version(),
                dataset.report().madeUp(),
                clean.uri(dataset.prefix()),
                models.uri(ObjectLayout.modelVersion(config.model(), version)),
                inputs(dataset),
                champion == null ? null : champion.version(),
                champion == null ? null : models.uri(ObjectLayout.modelVersion(config.model(), champion.version())),
                config.settings());
    }

    private void say(Dataset dataset, String output, State state, String message) {
        latest = new ServiceStatus(
                "train-service", true, loop.looks(), dataset.name(), output, state, message, Instant.now());
    }
}
