package fr.toise.train.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.CorruptObjectException;
import fr.toise.objectstore.ObjectStore;
import fr.toise.valuation.bundle.UnfitBundleException;
import fr.toise.valuation.bundle.Valuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/** The program that train-service starts: fetches the sales and the champion, trains, and publishes the bundle, its manifest last. */
public final class TrainingJob {

    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);

    private TrainingJob() {}

    public static void main(String[] commandLine) {
        StoredObjects.main(commandLine, TrainingArguments.class, TrainingJob::run);
    }

    static void run(TrainingArguments arguments, Consumer<JobProgress> progress, S3Client s3, Path work)
            throws IOException {
        var output = URI.create(arguments.output());
        var models = new ObjectStore(s3, output.getHost());
        var prefix = StoredObjects.key(output);
        if (models.manifest(prefix).isPresent()) {
            return;
        }
        progress.accept(new JobProgress(0, 0, null, "Fetching the sales"));
        var sales = StoredObjects.sales(s3, arguments.datasetPrefix(), work);
        var bundle = Files.createDirectories(work.resolve("bundle"));
        var checkpoints = new StoredCheckpoints(s3, arguments.checkpoint(), CHECKPOINT_EVERY);
        var champion = champion(arguments, s3, work);
        var report = Training.run(arguments, sales, champion, bundle, checkpoints, progress);
        progress.accept(new JobProgress(0, 0, null, "Publishing the bundle"));
        models.list(prefix).forEach(leftover -> models.delete(leftover.key()));
        try (var publication = models.publish(prefix);
                var files = Files.list(bundle)) {
            for (var file : files.sorted().toList()) {
                publication.add(file.getFileName().toString(), file);
            }
            publication.add(ObjectLayout.REPORT, report);
            publication.commit(arguments.version(), arguments.inputs(), TrainingArguments.method());
        }
    }

    /**
     * Null for none. A live model that can't be loaded is no rival: the challenger then has to beat the baselines alone. A store that can't
     * be reached says nothing of it.
     */
    private static Valuer champion(TrainingArguments arguments, S3Client s3, Path work) throws IOException {
        if (arguments.championPrefix() == null) {
            return null;
        }
        var folder = Files.createDirectories(work.resolve("champion"));
        try {
            StoredObjects.download(s3, arguments.championPrefix(), folder);
            return Valuer.open(folder);
        } catch (UnfitBundleException | JobProgram.RefusedException | CorruptObjectException e) {
            return leftOut(arguments, e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof JsonProcessingException) {
                return leftOut(arguments, e);
            }
            throw e;
        }
    }

    private static Valuer leftOut(TrainingArguments arguments, Exception why) {
        System.err.println(
                "The champion " + arguments.championVersion() + " is left out of the comparison. " + why.getMessage());
        return null;
    }
}
