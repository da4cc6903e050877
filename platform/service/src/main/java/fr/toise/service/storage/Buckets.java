package fr.toise.service.storage;

import fr.toise.objectstore.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import software.amazon.awssdk.services.s3.S3Client;

/** The three buckets. */
@ApplicationScoped
public class Buckets {

    private final S3Client s3;
    private final BucketsConfig names;

    public Buckets(S3Client s3, BucketsConfig names) {
        this.s3 = s3;
        this.names = names;
    }

    public ObjectStore raw() {
        return new ObjectStore(s3, names.raw());
    }

    public ObjectStore clean() {
        return new ObjectStore(s3, names.clean());
    }

    public ObjectStore model() {
        return new ObjectStore(s3, names.model());
    }
}
