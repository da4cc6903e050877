package fr.toise.train.job.search;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrialArguments;
import fr.toise.contracts.job.TrialReport;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.S3Location;
import fr.toise.train.job.StoredObjects;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The program that train-service starts for one trial of a search: fetches the sales, trains, and writes what came of it. */
public final class TrialJob {

    private TrialJob() {}

    public static void main(String[] commandLine) {
        System.setProperty("ai.djl.offline", "true");
        JobProgram.main(commandLine, TrialArguments.class, TrialJob::run);
    }

    private static void run(TrialArguments arguments, Consumer<JobProgress> progress) throws IOException {
        try (var s3 = S3Location.of(System.getenv()).connect()) {
            StoredObjects.withFolder(work -> StoredObjects.write(
                    s3,
                    arguments.output(),
                    run(arguments, StoredObjects.sales(s3, arguments.datasetPrefix(), work), progress)));
        }
    }

    static TrialReport run(TrialArguments arguments, List<Sale> sales, Consumer<JobProgress> progress) {
        return Trial.run(
                arguments.search(), arguments.trial(), arguments.rung(), arguments.settings(), sales, progress);
    }
}
