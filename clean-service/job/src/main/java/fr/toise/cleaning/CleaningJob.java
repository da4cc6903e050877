package fr.toise.cleaning;

import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.JobProgress;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

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
        try (var s3 = location.connect()) {
            var output = OutputPrefix.of(arguments.output());
            var release = new DatasetRelease(new ObjectStore(s3, output.bucket()), output.prefix(), arguments);
            if (release.isPublished()) {
                return;
            }
            release.clearLeftovers();
            try (var spark = CleaningSession.open(location)) {
                clean(spark, arguments, release, progress);
            }
        }
    }

    private static void clean(
            SparkSession spark, CleaningArguments arguments, DatasetRelease release, Consumer<JobProgress> progress) {
        try {
            var sales = judgedSales(spark, arguments).persist(StorageLevel.MEMORY_AND_DISK());
            var report = account(spark, sales, arguments, progress);
            QualityGate.check(report, arguments.gate());
            release.publish(CleanSales.of(sales), report);
        } catch (RejectedException e) {
            release.reject(e);
            throw new JobProgram.RefusedException(e.getMessage());
        }
    }

    private static CleaningReport account(
            SparkSession spark, Dataset<Row> sales, CleaningArguments arguments, Consumer<JobProgress> progress) {
        CleaningReport report;
        try (var counting = LinesRead.reportedTo(progress, spark)) {
            report = Account.of(sales, arguments);
        }
        var funnel = report.funnel();
        progress.accept(new JobProgress(
                funnel.salesKept(),
                funnel.salesFound(),
                "sales",
                "Kept %,d of %,d sales; writing them".formatted(funnel.salesKept(), funnel.salesFound())));
        return report;
    }

    /** Every sale of the landed files with the rule that drops it, or none. */
    static Dataset<Row> judgedSales(SparkSession spark, CleaningArguments arguments) {
        var lines = LandedLines.read(spark, arguments.files());
        var sales = Sales.regroup(DistinctLines.of(lines, arguments.departments()));
        return CleaningRules.judge(sales, arguments.thresholds());
    }
}
