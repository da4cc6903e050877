package fr.toise.clean.cleaning;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.job.JobProgram;
import fr.toise.service.storage.Buckets;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Publishes or rejects a dataset version as the test chooses, without reading a line. */
@Alternative
@Singleton
public class FakeCleaningJob implements JobLauncher {

    final List<Job> started = new CopyOnWriteArrayList<>();
    final Queue<Integer> exitCodes = new ArrayDeque<>();
    volatile long salesKept;

    private final Buckets buckets;

    FakeCleaningJob(Buckets buckets) {
        this.buckets = buckets;
    }

    void reset() {
        started.clear();
        exitCodes.clear();
        salesKept = 1_000;
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) {
        started.add(job);
        progress.accept(new JobProgress(1, 1, "lines", "Reading"));
        var arguments = (CleaningArguments) job.arguments();
        int exitCode = exitCodes.isEmpty() ? JobProgram.SUCCEEDED : exitCodes.remove();
        switch (exitCode) {
            case JobProgram.SUCCEEDED -> publish(arguments);
            case JobProgram.REFUSED -> reject(arguments);
            default -> {
                // leaves nothing, as a job that was killed
            }
        }
        return new JobOutcome(exitCode, List.of("the last words"));
    }

    void publish(CleaningArguments arguments) {
        var prefix = ObjectLayout.datasetVersion(arguments.dataset(), arguments.version());
        try (var publication = buckets.clean().publish(prefix)) {
            publication.add(
                    ObjectLayout.REPORT,
                    new CleaningReport(
                            arguments.dataset(),
                            arguments.version(),
                            arguments.snapshot(),
                            arguments.madeUp(),
                            new Funnel(2_000, 1_500, salesKept, List.of(new Dropped("house", 600, 500))),
                            null,
                            null,
                            Map.of(2023, salesKept),
                            salesKept * 10.0,
                            0));
            publication.commit(arguments.version(), arguments.inputs(), "test");
        }
    }

    private void reject(CleaningArguments arguments) {
        buckets.clean()
                .write(
                        ObjectLayout.datasetVersion(arguments.dataset(), arguments.version()) + ObjectLayout.REJECTED,
                        new DatasetRejected(
                                arguments.dataset(),
                                arguments.version(),
                                arguments.snapshot(),
                                "too-few-sales",
                                "Only 3 sales were kept",
                                Map.of("salesKept", 3.0),
                                Instant.now()));
    }
}
