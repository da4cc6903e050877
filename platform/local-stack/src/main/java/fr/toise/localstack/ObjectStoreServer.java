package fr.toise.localstack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The S3 API over plain files. */
public final class ObjectStoreServer {

    private ObjectStoreServer() {}

    public static void main(String[] arguments) {
        ServerProcess.main(arguments, ObjectStoreServer::start);
    }

    private static ServerProcess.Running start(Path folder, int port) throws Exception {
        var listening = Listening.of(System.getenv());
        var credentials = S3Credentials.of(System.getenv(), listening, folder);
        var buckets = Files.createDirectories(folder.resolve("buckets"));
        var server = S3Proxy.builder()
                .blobStore(
                        new AtomicIfMatch(new WholeObjects(new FilesystemNio2BlobStore(buckets.toString()), buckets)))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                .endpoint(URI.create("http://" + listening.bind() + ":" + port))
                // the SDK sends headers in multipart uploads that it would refuse otherwise
                .ignoreUnknownHeaders(true)
                .metricsEnabled(false)
                .build();
        BodyBeforeAnswer.in(server);
        server.start();
        return new ServerProcess.Running(server.getPort(), () -> stop(server));
    }

    private static void stop(S3Proxy server) {
        try {
            server.stop();
        } catch (Exception e) {
            System.err.println("Failed to stop in order: " + e);
        }
    }
}
