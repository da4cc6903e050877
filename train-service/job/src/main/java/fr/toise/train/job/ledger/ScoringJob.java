package fr.toise.train.job.ledger;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.ScoringArguments;
import fr.toise.contracts.job.ScoringArguments.Scored;
import fr.toise.train.job.StoredObjects;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/** The program that train-service starts when new sales have come: holds what earlier champions say of them against what was paid. */
public final class ScoringJob {

    private ScoringJob() {}

    public static void main(String[] commandLine) {
        StoredObjects.main(commandLine, ScoringArguments.class, ScoringJob::run);
    }

    static void run(ScoringArguments arguments, Consumer<JobProgress> progress, S3Client s3, Path work)
            throws IOException {
        var sales = StoredObjects.sales(s3, arguments.datasetPrefix(), work);
        int done = 0;
        for (var scored : arguments.champions()) {
            progress.accept(new JobProgress(
                    done++, arguments.champions().size(), "models", "Scoring " + scored.version() + " on new sales"));
            score(arguments, scored, sales, s3, work);
        }
    }

    private static void score(ScoringArguments arguments, Scored scored, List<Sale> sales, S3Client s3, Path work)
            throws IOException {
        var folder = Files.createDirectories(work.resolve(scored.version()));
        StoredObjects.download(s3, scored.prefix(), folder);
        try {
            StoredObjects.write(s3, scored.output(), Ledger.entry(arguments, Valuer.open(folder), sales));
        } catch (UnfitBundleException e) {
            // of an older program: an entry without measures, so that it is not asked for again
            System.err.println("Model " + scored.version() + " can't be scored. " + e.getMessage());
            StoredObjects.write(s3, scored.output(), Ledger.withoutMeasures(arguments, scored.version()));
        }
    }
}
