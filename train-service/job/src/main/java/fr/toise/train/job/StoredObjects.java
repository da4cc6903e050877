package fr.toise.train.job;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/** A job's dealings with the object store, by the URIs that it was given. */
public final class StoredObjects {

    private StoredObjects() {}

    /** A program that has the object store at hand, and a folder of its own that is gone afterwards. */
    @FunctionalInterface
    public interface Program<A> {
        void run(A arguments, Consumer<JobProgress> progress, S3Client s3, Path work) throws IOException;
    }

    /** Runs a program with the object store that its environment names, and ends the process. */
    public static <A> void main(String[] commandLine, Class<A> type, Program<A> program) {
        // the engine's natives come with it
        System.setProperty("ai.djl.offline", "true");
        JobProgram.main(commandLine, type, (arguments, progress) -> {
            var work = Files.createTempDirectory("toise-training-");
            try (var s3 = S3Location.of(System.getenv()).connect()) {
                program.run(arguments, progress, s3, work);
            } finally {
                delete(work);
            }
        });
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The flats of a dataset version. */
    public static List<Sale> sales(S3Client s3, String datasetPrefix, Path work) throws IOException {
        var folder = Files.createDirectories(work.resolve("dataset"));
        download(s3, datasetPrefix, folder);
        return SalesFiles.readFolder(folder.resolve(ObjectLayout.SALES));
    }

    /** @throws JobProgram.RefusedException when there is nothing whole */
    public static void download(S3Client s3, String uri, Path folder) {
        var from = URI.create(uri);
        var store = new ObjectStore(s3, from.getHost());
        var prefix = key(from);
        var manifest = store.manifest(prefix)
                .orElseThrow(() -> new JobProgram.RefusedException("There is nothing whole at " + uri));
        store.download(prefix, manifest, folder);
    }

    /** Writes one document, whole or not at all. */
    public static void write(S3Client s3, String uri, Object document) {
        var to = URI.create(uri);
        new ObjectStore(s3, to.getHost()).write(key(to), document);
    }

    static String key(URI uri) {
        return uri.getPath().substring(1);
    }
}
