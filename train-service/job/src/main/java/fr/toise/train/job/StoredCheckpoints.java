package fr.toise.train.job;

import fr.toise.objectstore.ObjectStore;
import fr.toise.train.job.network.Checkpoints;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Checkpoints in the object store, now and then. */
final class StoredCheckpoints implements Checkpoints {

    private final ObjectStore store;
    private final String prefix;
    private final Duration every;
    private volatile Instant last = Instant.now();

    /** @param uri {@code s3://bucket/prefix/} */
    StoredCheckpoints(S3Client s3, String uri, Duration every) {
        var at = URI.create(uri);
        this.store = new ObjectStore(s3, at.getHost());
        this.prefix = StoredObjects.key(at);
        this.every = every;
    }

    @Override
    public Optional<InputStream> open(String name) {
        try {
            return Optional.of(store.open(prefix + name));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void put(String name, Path file) {
        store.s3().putObject(request -> request.bucket(store.bucket()).key(prefix + name), file);
        last = Instant.now();
    }

    @Override
    public boolean isDue() {
        return !Instant.now().isBefore(last.plus(every));
    }
}
