package fr.toise.train.job;

import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.valuation.sales.Sale;
import fr.toise.valuation.sales.SalesFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** What a job fetches from the object store, by the URIs that it was given. */
public final class StoredObjects {

    private StoredObjects() {}

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

    /** Work with a folder of its own, which is gone afterwards. */
    @FunctionalInterface
    public interface Work {
        void in(Path folder) throws IOException;
    }

    public static void withFolder(Work work) throws IOException {
        var folder = Files.createTempDirectory("toise-training-");
        try {
            work.in(folder);
        } finally {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
