package fr.toise.train.training;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.jobs.JobsConfig;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.JobStorage;
import fr.toise.service.work.RunRecords;
import fr.toise.train.dataset.Dataset;
import fr.toise.train.dataset.Datasets;
import fr.toise.train.registry.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** One attempt at a training, elsewhere. */
@Startup
@ApplicationScoped
class TrainingRun {

    private static final String MAIN_CLASS = "fr.toise.train.job.TrainingJob";

    private final TrainingConfig config;
    private final JobsConfig jobs;
    private final JobLauncher launcher;
    private final JobStorage jobStorage;
    private final Datasets datasets;
    private final ObjectStore models;
    private final RunRecords runs;
    private final ModelRegistry registry;
    private final ProgressReporter progress;
    private final MeterRegistry meters;
    private final Timer succeeded;
    private final Timer failed;

    TrainingRun(
            TrainingConfig config,
            JobsConfig jobs,
            JobLauncher launcher,
            JobStorage jobStorage,
            Datasets datasets,
            Buckets buckets,
            ModelRegistry registry,
            ProgressReporter progress,
            MeterRegistry meters) {
        this.config = config;
        this.jobs = jobs;
        this.launcher = launcher;
        this.jobStorage = jobStorage;
        this.datasets = datasets;
        this.models = buckets.model();
        this.runs = new RunRecords(models);
        this.registry = registry;
        this.progress = progress;
        this.meters = meters;
        // there from the start: an increase from nothing to one goes unseen
        this.succeeded = meters.timer("toise.training.runs", "outcome", "succeeded");
        this.failed = meters.timer("toise.training.runs", "outcome", "failed");
    }

    /** @return how it ended; a model is there if it succeeded */
    RunRecord attempt(Training training) throws InterruptedException {
        var version = training.version();
        var output = config.model() + "/" + version;
        var champion = registry.champion().orElse(null);
        var job = new Job("train-" + version, MAIN_CLASS, arguments(training, champion), jobStorage.environment());
        var run = runs.submitted(output, training.dataset().name(), job.name());
        var timer = Timer.start(meters);
        run = runs.running(run);
        var outcome = launcher.attempt(job, said -> progress.running(Step.TRAIN, output, said));
        timer.stop(outcome.succeeded() ? succeeded : failed);
        if (outcome.succeeded() && registry.report(version).isPresent()) {
            forgetCheckpoint(version);
            return runs.ended(run, RunRecord.State.SUCCEEDED, "Trained");
        }
        return failed(training, output, run, outcome);
    }

    private void forgetCheckpoint(String version) {
        models.list(ObjectLayout.checkpoint(config.model(), version)).forEach(object -> models.delete(object.key()));
    }

    /** Of trainings that will not go on: newer sales have taken the place of theirs. */
    void forgetOutdatedCheckpoints(List<Dataset> current) {
        var names = current.stream().map(Dataset::name).toList();
        models.folders(ObjectLayout.checkpoints(config.model())).stream()
                .filter(version -> runs.find(config.model() + "/" + version)
                        .filter(run -> names.contains(run.input()))
                        .isEmpty())
                .forEach(this::forgetCheckpoint);
    }

    private RunRecord failed(Training training, String output, RunRecord run, JobOutcome outcome) {
        var message = "Training on " + training.dataset().name() + " failed: "
                + (outcome.succeeded() ? "it ended well and left no model" : outcome.lastWords());
        var ended = runs.failed(run, outcome, jobs.attempts(), message);
        if (ended.attempts() >= jobs.attempts()) {
            progress.ended(Step.TRAIN, output, State.FAILED, message);
        }
        return ended;
    }

    private TrainingArguments arguments(Training training, Champion champion) {
        var version = training.version();
        var dataset = training.dataset();
        return new TrainingArguments(
                config.model(),
                version,
                dataset.report().dataset(),
                dataset.report().version(),
                dataset.madeUp(),
                datasets.store().uri(dataset.prefix()),
                models.uri(ObjectLayout.modelVersion(config.model(), version)),
                models.uri(ObjectLayout.checkpoint(config.model(), version)),
                training.inputs(),
                training.searchName(),
                champion == null ? null : champion.version(),
                champion == null ? null : models.uri(ObjectLayout.modelVersion(config.model(), champion.version())),
                training.settings());
    }
}
