package fr.toise.cleaning;

import fr.toise.localstack.LocalStack;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server with the buckets that the job reads and writes. */
record Store(LocalStack stack, S3Location location, S3Client s3, ObjectStore clean) implements AutoCloseable {

    static Store start() throws IOException {
        var stack = LocalStack.start();
        System.setProperty("aws.accessKeyId", stack.accessKey());
        System.setProperty("aws.secretAccessKey", stack.secretKey());
        var location = new S3Location(URI.create(stack.s3Endpoint()), "us-east-1", true);
        var s3 = location.connect();
        new ObjectStore(s3, "toise-raw").createBucketIfMissing();
        var clean = new ObjectStore(s3, "toise-clean");
        clean.createBucketIfMissing();
        return new Store(stack, location, s3, clean);
    }

    /** For a process of its own. */
    Map<String, String> environment() {
        return Map.of(
                S3Location.ENDPOINT,
                location.endpoint().toString(),
                S3Location.REGION,
                location.region(),
                S3Location.PATH_STYLE,
                "true",
                "AWS_ACCESS_KEY_ID",
                stack.accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                stack.secretKey());
    }

    List<String> objects(String prefix) {
        return clean.list(prefix)
                .map(object -> object.key().substring(prefix.length()))
                .toList();
    }

    @Override
    public void close() {
        s3.close();
        stack.close();
    }
}
