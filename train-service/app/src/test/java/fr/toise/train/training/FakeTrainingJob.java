package fr.toise.train.training;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.job.JobProgram;
import fr.toise.service.storage.Buckets;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Publishes a whole bundle with measures that the test chooses, without training anything. */
@Alternative
@Priority(1)
@Singleton
public class FakeTrainingJob implements JobLauncher {

    final List<Job> started = new CopyOnWriteArrayList<>();
    final Queue<Integer> exitCodes = new ArrayDeque<>();
    volatile double mdape = 0.10;
    volatile double championMdape = 0.12;
    volatile boolean publishing = true;
    volatile boolean startable = true;

    private final Buckets buckets;

    FakeTrainingJob(Buckets buckets) {
        this.buckets = buckets;
    }

    void reset() {
        started.clear();
        exitCodes.clear();
        mdape = 0.10;
        championMdape = 0.12;
        publishing = true;
        startable = true;
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) {
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

    private void publish(TrainingArguments arguments) {
        var prefix = ObjectLayout.modelVersion(arguments.model(), arguments.version());
        try (var publication = buckets.model().publish(prefix)) {
            publication.add(
                    ObjectLayout.REPORT,
                    new TrainingReport(
                            arguments.model(),
                            arguments.version(),
                            arguments.dataset(),
                            arguments.datasetVersion(),
                            arguments.madeUp(),
                            "all",
                            1000,
                            200,
                            LocalDate.EPOCH,
                            LocalDate.EPOCH,
                            LocalDate.EPOCH,
                            measures("model", mdape),
                            arguments.championVersion(),
                            arguments.championVersion() == null ? null : measures("champion", championMdape),
                            List.of(measures("arrondissement-median", 0.11)),
                            0.8,
                            Instant.now()));
            publication.commit(arguments.version(), arguments.inputs(), TrainingArguments.METHOD);
        }
    }

    private static Measures measures(String estimator, double mdape) {
        return new Measures(estimator, 200, mdape, mdape, 0.5, 0.8, 0.9, 1);
    }
}
