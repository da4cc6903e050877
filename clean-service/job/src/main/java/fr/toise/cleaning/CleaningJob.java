package fr.toise.cleaning;

import fr.toise.cleaning.reading.LandedFiles;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.JobProgress;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;

/** Started by clean-service with {@link CleaningArguments}; leaves a dataset version with its manifest, or the reason why there is none. */
public final class CleaningJob {

    private CleaningJob() {}

    public static void main(String[] commandLine) {
        JobProgram.main(commandLine, CleaningArguments.class, CleaningJob::run);
    }

    private static void run(CleaningArguments arguments, Consumer<JobProgress> progress) throws IOException {
        run(arguments, S3Location.of(System.getenv()), progress);
    }

    static void run(CleaningArguments arguments, S3Location location, Consumer<JobProgress> progress)
            throws IOException {
        // Spark takes its time to start: the store is looked at meanwhile
        var spark = CompletableFuture.supplyAsync(() -> CleaningSession.open(arguments.executors()));
        try {
            var output = OutputPrefix.of(arguments.output());
            var release =
                    new DatasetRelease(new ObjectStore(location.shared(), output.bucket()), output.prefix(), arguments);
            if (!release.isPublished()) {
                release.clearLeftovers();
                clean(spark, arguments, location, release, progress);
            }
        } finally {
            spark.join().close();
        }
    }

    private static void clean(
            CompletableFuture<JavaSparkContext> spark,
            CleaningArguments arguments,
            S3Location location,
            DatasetRelease release,
            Consumer<JobProgress> progress) {
        try {
            var files = LandedFiles.open(arguments.files(), arguments.scope().departments(), location);
            sayWhatIsWaitedFor(arguments.executors(), progress);
            clean(spark.join(), files, arguments, location, release, progress);
        } catch (RejectedException e) {
            release.reject(e);
            throw new JobProgram.RefusedException(e.getMessage());
        }
    }

    /** It may take long: where no node has room, Spark waits until one has. What is read replaces it. */
    private static void sayWhatIsWaitedFor(Executors executors, Consumer<JobProgress> progress) {
        if (executors.master() != null) {
            progress.accept(new JobProgress(
                    0,
                    0,
                    null,
                    String.format(
                            Locale.ROOT,
                            "Waiting for the first of %d Spark executors; each takes cores: %d, heap: %s",
                            executors.number(),
                            executors.cores(),
                            executors.memory())));
        }
    }

    private static void clean(
            JavaSparkContext spark,
            LandedFiles files,
            CleaningArguments arguments,
            S3Location location,
            DatasetRelease release,
            Consumer<JobProgress> progress) {
        try (var cleaning = new Cleaning(spark, files, arguments, location, progress)) {
            var cleaned = cleaning.clean(release.bucket(), release.prefix());
            var tally = cleaned.tally();
            var reasons = cleaning.reasons();
            var rules = List.copyOf(reasons.keySet());
            var report = tally.report(arguments, rules);
            requireSales(report.funnel(), progress);
            release.publish(
                    cleaned.files(),
                    report,
                    tally.profile(rules),
                    tally.rejected(
                            reasons,
                            arguments.files().stream().map(LandedFile::uri).toList()));
        }
    }

    private static void requireSales(Funnel funnel, Consumer<JobProgress> progress) {
        if (funnel.salesKept() == 0) {
            var figures = new LinkedHashMap<String, Double>();
            figures.put("linesRead", (double) funnel.linesRead());
            figures.put("salesFound", (double) funnel.salesFound());
            funnel.dropped().forEach(dropped -> figures.put("lines." + dropped.rule(), (double) dropped.lines()));
            throw new RejectedException(
                    "no-sales",
                    String.format(
                            Locale.ROOT,
                            "No sale was left of %,d lines and %,d sales; look at the rule that took most (lines: %s)",
                            funnel.linesRead(),
                            funnel.salesFound(),
                            inWords(funnel)),
                    figures);
        }
        progress.accept(new JobProgress(
                funnel.salesKept(),
                funnel.salesFound(),
                "sales",
                String.format(Locale.ROOT, "Kept %,d of %,d sales", funnel.salesKept(), funnel.salesFound())));
    }

    private static String inWords(Funnel funnel) {
        return funnel.dropped().stream()
                .filter(dropped -> dropped.lines() > 0)
                .map(dropped -> String.format(Locale.ROOT, "%s %,d", dropped.rule(), dropped.lines()))
                .collect(Collectors.joining(", "));
    }
}
