package fr.toise.cleaning;

import fr.toise.cleaning.writing.SalesFile;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.RejectedLines;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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

    String bucket() {
        return store.bucket();
    }

    String prefix() {
        return prefix;
    }

    boolean isPublished() {
        return store.manifest(prefix).isPresent();
    }

    /**
     * What an attempt left that was killed, an earlier rejection that somebody wants to be looked at again, or what is left of a version that is
     * damaged. What was decided about that stands.
     */
    void clearLeftovers() {
        store.list(prefix)
                .map(S3Object::key)
                .filter(key -> !key.equals(prefix + ObjectLayout.DECISION))
                .toList()
                .forEach(store::delete);
    }

    /** @param sales files that have been written under the prefix */
    void publish(List<SalesFile> sales, CleaningReport report, DatasetProfile profile, List<RejectedLines> rejected) {
        try (var publication = store.publish(prefix)) {
            for (var file : sales) {
                publication.addHashed(new Manifest.Entry(file.name(), file.bytes(), file.sha256()));
            }
            publication.add(ObjectLayout.REPORT, report);
            publication.add(ObjectLayout.PROFILE, profile);
            rejected.forEach(lines -> publication.add(ObjectLayout.quarantine(lines.rule()), lines));
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

    private static String codeVersion() {
        return Objects.requireNonNullElse(DatasetRelease.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
