package fr.toise.cleaning;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A dataset version in the making: the sales, the report, and the manifest last. */
final class DatasetRelease {

    private final ObjectStore store;
    private final String prefix;
    private final CleaningArguments arguments;

    DatasetRelease(ObjectStore store, String prefix, CleaningArguments arguments) {
        this.store = store;
        this.prefix = prefix;
        this.arguments = arguments;
    }

    boolean isPublished() {
        return store.manifest(prefix).isPresent();
    }

    /** What an attempt left that was killed, and an earlier rejection that somebody wants to be looked at again. */
    void clearLeftovers() {
        store.s3()
                .listMultipartUploadsPaginator(
                        request -> request.bucket(store.bucket()).prefix(prefix))
                .uploads()
                .forEach(upload -> store.s3()
                        .abortMultipartUpload(request ->
                                request.bucket(store.bucket()).key(upload.key()).uploadId(upload.uploadId())));
        delete(store.list(prefix).map(S3Object::key).toList());
    }

    void publish(Dataset<Row> sales, CleaningReport report) {
        try (var publication = store.publish(prefix)) {
            sales.write()
                    .mode(SaveMode.Overwrite)
                    .parquet("s3a://" + store.bucket() + "/" + prefix + ObjectLayout.SALES);
            removeFolderMarkers();
            store.list(prefix + ObjectLayout.SALES)
                    .map(part -> part.key().substring(prefix.length()))
                    .sorted()
                    .forEach(publication::addWritten);
            publication.add(ObjectLayout.REPORT, report);
            publication.commit(arguments.version(), arguments.inputs(), codeVersion());
        }
    }

    /** Leaves the event that is to be said, and no manifest: such a version does not exist for anybody who trains. */
    void reject(RejectedException rejection) {
        store.write(
                prefix + ObjectLayout.REJECTED,
                new DatasetRejected(
                        arguments.dataset(),
                        arguments.version(),
                        arguments.snapshot(),
                        rejection.rule(),
                        rejection.getMessage(),
                        rejection.figures(),
                        Instant.now()));
    }

    /** s3a writes empty objects in the place of folders. */
    private void removeFolderMarkers() {
        delete(store.list(prefix)
                .map(S3Object::key)
                .filter(key -> key.endsWith("/"))
                .toList());
    }

    private void delete(List<String> keys) {
        keys.forEach(store::delete);
    }

    private static String codeVersion() {
        return Objects.requireNonNullElse(DatasetRelease.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
