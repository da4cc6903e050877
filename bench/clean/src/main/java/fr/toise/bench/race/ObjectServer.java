package fr.toise.bench.race;

import fr.toise.contracts.event.LandedFile;
import fr.toise.localstack.S3Credentials;
import fr.toise.localstack.StackServer;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The object store of the local stack in a process of its own, for as long as this is open. */
public final class ObjectServer implements AutoCloseable {

    private static final String REGION = "us-east-1";
    private static final int ANY_PORT = 0;

    private final Process process;
    private final String endpoint;
    private final S3Credentials credentials;
    private final S3Client s3;
    private final ObjectStore raw;
    private final ObjectStore clean;

    /**
     * @param java      program
     * @param libraries {@code platform/local-stack/target/lib}
     * @param folder    for its data; what lies in it from before is still there
     */
    public ObjectServer(Path java, Path libraries, Path folder) {
        var command =
                StackServer.OBJECT_STORE.command(java, libraries.resolve("*").toString(), folder, ANY_PORT);
        try {
            this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            this.endpoint = "http://" + awaitReady(process.inputReader());
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start the object store", e);
        }
        this.credentials = S3Credentials.of(folder);
        this.s3 = S3Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.accessKey(), credentials.secretKey())))
                .build();
        this.raw = bucket("raw");
        this.clean = bucket("clean");
        delete(clean, "");
    }

    private static String awaitReady(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (String line; (line = output.readLine()) != null; ) {
            if (line.startsWith(StackServer.READY)) {
                var drain = new Thread(() -> output.lines().forEach(ignored -> {}), "object-store");
                drain.setDaemon(true);
                drain.start();
                return line.substring(StackServer.READY.length());
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The object store ended before it answered:\n" + said);
    }

    private ObjectStore bucket(String name) {
        var bucket = new ObjectStore(s3, name);
        bucket.createBucketIfMissing();
        return bucket;
    }

    public ObjectStore clean() {
        return clean;
    }

    long pid() {
        return process.pid();
    }

    /** What a job needs to know to reach it. */
    Map<String, String> environment() {
        return Map.of(
                S3Location.ENDPOINT,
                endpoint,
                S3Location.REGION,
                REGION,
                S3Location.PATH_STYLE,
                "true",
                "AWS_ACCESS_KEY_ID",
                credentials.accessKey(),
                "AWS_SECRET_ACCESS_KEY",
                credentials.secretKey());
    }

    /** Uploads what is not there yet. */
    public List<LandedFile> land(List<Path> files) {
        return files.stream().map(this::land).toList();
    }

    private LandedFile land(Path file) {
        var key = file.getParent().getFileName() + "/" + file.getFileName();
        var landed = landedFile(raw.uri(key), file);
        if (raw.list(key).noneMatch(object -> object.size() == landed.bytes())) {
            s3.putObject(request -> request.bucket(raw.bucket()).key(key), RequestBody.fromFile(file));
        }
        return landed;
    }

    /** A file as it lies on this machine. */
    public static LandedFile local(Path file) {
        return landedFile(file.toAbsolutePath().toUri().toString().replaceFirst("^file:/+", "file:///"), file);
    }

    private static LandedFile landedFile(String uri, Path file) {
        try {
            // the job passes the checksum on and does not look at it
            return new LandedFile(uri, Files.size(file), "0".repeat(64), "made-up:" + file.getFileName(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look at " + file, e);
        }
    }

    /** Replaces what lies in the folder with the objects below the prefix. */
    void fetch(ObjectStore store, String prefix, Path folder) {
        Folders.empty(folder);
        store.list(prefix).map(S3Object::key).forEach(key -> {
            var file = folder.resolve(key.substring(prefix.length()).replace('/', '_'));
            s3.getObject(request -> request.bucket(store.bucket()).key(key), file);
        });
    }

    private static void delete(ObjectStore store, String prefix) {
        store.list(prefix).map(S3Object::key).toList().forEach(store::delete);
    }

    @Override
    public void close() {
        s3.close();
        process.destroy();
        process.onExit().join();
    }
}
