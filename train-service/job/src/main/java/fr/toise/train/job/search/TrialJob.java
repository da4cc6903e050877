package fr.toise.train.job.search;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrialArguments;
import fr.toise.train.job.StoredObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/** The program that train-service starts for one trial of a search: fetches the sales, trains, and writes what came of it. */
public final class TrialJob {

    private TrialJob() {}

    public static void main(String[] commandLine) {
        StoredObjects.main(commandLine, TrialArguments.class, TrialJob::run);
    }

    private static void run(TrialArguments arguments, Consumer<JobProgress> progress, S3Client s3, Path work)
            throws IOException {
        var sales = StoredObjects.sales(s3, arguments.datasetPrefix(), work);
        var report = Trial.run(
                arguments.search(),
                arguments.trial(),
                arguments.rung(),
                arguments.settings(),
                arguments.indexDays(),
                sales,
                progress);
        StoredObjects.write(s3, arguments.output(), report);
    }
}
