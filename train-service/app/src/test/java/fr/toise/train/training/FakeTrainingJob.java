package fr.toise.train.training;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.ScoringArguments;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.job.TrialArguments;
import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.LedgerEntry.Month;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.job.JobProgram;
import fr.toise.service.storage.Buckets;
import fr.toise.train.TrainedModel;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** Publishes what the three programs would with measures that the test chooses, without training anything. */
@Alternative
@Priority(1)
@Singleton
public class FakeTrainingJob implements JobLauncher {

    /** Trainings only. */
    final List<Job> started = new CopyOnWriteArrayList<>();

    final List<TrialArguments> trials = new CopyOnWriteArrayList<>();
    final List<ScoringArguments> scorings = new CopyOnWriteArrayList<>();
    final Queue<Integer> exitCodes = new ConcurrentLinkedQueue<>();
    /** Of programs of trials that end without a report. */
    final Queue<Integer> exitCodesOfTrials = new ConcurrentLinkedQueue<>();

    volatile double mdape;
    volatile double championMdape;
    volatile boolean publishing;
    volatile boolean startable;
    /** NaN for a trial that fails. */
    volatile ToDoubleFunction<TrialArguments> mdapeOfTrial;

    volatile Duration ran;
    volatile double mdapeOnNewSales;
    volatile int newSales;
    volatile boolean scoring;
    /** Done before a training or a trial. */
    volatile Consumer<Object> before;

    private final Buckets buckets;

    FakeTrainingJob(Buckets buckets) {
        this.buckets = buckets;
        reset();
    }

    final void reset() {
        started.clear();
        trials.clear();
        scorings.clear();
        exitCodes.clear();
        exitCodesOfTrials.clear();
        mdape = 0.10;
        championMdape = 0.12;
        publishing = true;
        startable = true;
        mdapeOfTrial = trial -> 0.10 + trial.trial() / 1000.0;
        ran = Duration.ofSeconds(1);
        mdapeOnNewSales = 0.10;
        newSales = 400;
        scoring = true;
        before = arguments -> {};
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) {
        before.accept(job.arguments());
        if (job.arguments() instanceof TrialArguments trial) {
            return run(trial);
        }
        if (job.arguments() instanceof ScoringArguments sales) {
            return run(sales);
        }
        started.add(job);
        if (!startable) {
            throw new IllegalStateException("there is no java here");
        }
        int exitCode = exitCodes.isEmpty() ? JobProgram.SUCCEEDED : exitCodes.remove();
        if (exitCode == JobProgram.SUCCEEDED && publishing) {
            publish((TrainingArguments) job.arguments());
        }
        return new JobOutcome(exitCode, List.of("the last words"));
    }

    private JobOutcome run(TrialArguments trial) {
        trials.add(trial);
        if (!exitCodesOfTrials.isEmpty()) {
            return new JobOutcome(exitCodesOfTrials.remove(), List.of());
        }
        double found = mdapeOfTrial.applyAsDouble(trial);
        if (Double.isNaN(found)) {
            return new JobOutcome(JobProgram.FAILED, List.of("the trial's last words"));
        }
        write(
                trial.output(),
                new TrialReport(
                        trial.search(),
                        trial.trial(),
                        trial.rung(),
                        trial.settings(),
                        1000,
                        TrainedModel.measures("model", 500, found, 0.8, 1),
                        1.5,
                        Instant.now()));
        return new JobOutcome(JobProgram.SUCCEEDED, List.of(), ran);
    }

    private JobOutcome run(ScoringArguments sales) {
        scorings.add(sales);
        if (!scoring) {
            return new JobOutcome(JobProgram.FAILED, List.of("the scoring's last words"));
        }
        var measures = TrainedModel.measures("model", newSales, mdapeOnNewSales, 0.79, 1);
        for (var champion : sales.champions()) {
            write(
                    champion.output(),
                    new LedgerEntry(
                            sales.model(),
                            champion.version(),
                            LocalDate.of(2023, 4, 30),
                            sales.dataset(),
                            sales.datasetVersion(),
                            measures,
                            List.of(new Month("2023-05", measures)),
                            Instant.now()));
        }
        return new JobOutcome(JobProgram.SUCCEEDED, List.of());
    }

    private void write(String uri, Object document) {
        buckets.model().write(uri.substring(buckets.model().uri("").length()), document);
    }

    private void publish(TrainingArguments arguments) {
        var prefix = ObjectLayout.modelVersion(arguments.model(), arguments.version());
        try (var publication = buckets.model().publish(prefix)) {
            publication.add(ObjectLayout.REPORT, report(arguments));
            publication.commit(arguments.version(), arguments.inputs(), TrainingArguments.method());
        }
    }

    private TrainingReport report(TrainingArguments arguments) {
        var model = new TrainedModel(mdape)
                .version(arguments.version())
                .of(arguments.dataset(), arguments.datasetVersion())
                .with(arguments.settings(), arguments.search())
                .trainedAt(Instant.now());
        if (arguments.madeUp()) {
            model.madeUp();
        }
        if (arguments.championVersion() != null) {
            model.against(arguments.championVersion(), championMdape);
        }
        return model.report();
    }
}
