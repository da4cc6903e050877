package fr.toise.clean.cleaning;

import fr.toise.clean.gate.ExampleSales;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.RejectedLines;
import fr.toise.contracts.job.RejectedLines.Sample;
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

/** Publishes or refuses a dataset version as the test chooses, without reading a line. */
@Alternative
@Singleton
public class FakeCleaningJob implements JobLauncher {

    /** A line with what somebody might hide in the name of a street. */
    public static final String FOREIGN_LINE =
            "2023-9,2023-01-06,000001,Vente,990000,3,,\"RUE <img src=x onerror=alert(1)>\",9508,75009,75109";

    final List<Job> started = new CopyOnWriteArrayList<>();
    final Queue<Integer> exitCodes = new ArrayDeque<>();
    private volatile ExampleSales sales = ExampleSales.usual();

    private final Buckets buckets;

    FakeCleaningJob(Buckets buckets) {
        this.buckets = buckets;
    }

    public void reset() {
        started.clear();
        exitCodes.clear();
        sales = ExampleSales.usual();
    }

    public void makes(ExampleSales sales) {
        this.sales = sales;
    }

    public void endsWith(Integer... codes) {
        exitCodes.addAll(List.of(codes));
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) {
        started.add(job);
        progress.accept(new JobProgress(1, 1, "lines", "Reading"));
        var arguments = (CleaningArguments) job.arguments();
        int exitCode = exitCodes.isEmpty() ? JobProgram.SUCCEEDED : exitCodes.remove();
        switch (exitCode) {
            case JobProgram.SUCCEEDED -> publish(arguments);
            case JobProgram.REFUSED -> refuse(arguments);
            default -> {
                // leaves nothing, as a job that was killed
            }
        }
        return new JobOutcome(exitCode, List.of("the last words"));
    }

    void publish(CleaningArguments arguments) {
        var prefix = ObjectLayout.datasetVersion(arguments.dataset(), arguments.version());
        try (var publication = buckets.clean().publish(prefix)) {
            publication.add(ObjectLayout.REPORT, sales.report(arguments));
            publication.add(ObjectLayout.PROFILE, sales.profile());
            publication.add(
                    ObjectLayout.quarantine("house"),
                    new RejectedLines(
                            "house",
                            "a house was sold, and houses are not asked for",
                            600,
                            List.of(new Sample("s3://toise-raw/geo-dvf/s/2023.csv", FOREIGN_LINE))));
            publication.commit(arguments.version(), arguments.inputs(), "test");
        }
    }

    private void refuse(CleaningArguments arguments) {
        buckets.clean()
                .write(
                        ObjectLayout.datasetVersion(arguments.dataset(), arguments.version()) + ObjectLayout.REJECTED,
                        new DatasetRejected(
                                arguments.dataset(),
                                arguments.version(),
                                arguments.snapshot(),
                                "no-sales",
                                "No sale was left",
                                Map.of("salesKept", 0.0),
                                Instant.now()));
    }
}
