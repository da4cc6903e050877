package fr.toise.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.localstack.LocalStack;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailedRequestTest {

    @TempDir
    static Path stackFolder;

    @Test
    void aRefusalSaysWhatWasAskedAndOfWhomAndIsStillWhatItWas() {
        try (var stack = LocalStack.start(stackFolder);
                var stranger = connect(stack.s3Endpoint(), stack.accessKey(), "another");
                var known = connect(stack.s3Endpoint(), stack.accessKey(), stack.secretKey())) {
            new ObjectStore(known, "raw").createBucketIfMissing();

            assertThatThrownBy(() -> new ObjectStore(stranger, "raw").createBucketIfMissing())
                    .isInstanceOfSatisfying(S3Exception.class, refused -> assertThat(refused.statusCode())
                            .isEqualTo(403))
                    .hasMessageContaining("HEAD " + stack.s3Endpoint() + "/raw")
                    .hasMessageNotContaining("another");
            assertThatThrownBy(() -> new ObjectStore(known, "raw").open("a/b.json"))
                    .isInstanceOf(NoSuchKeyException.class)
                    .hasMessageContaining("GET " + stack.s3Endpoint() + "/raw/a/b.json");
        }
    }

    @Test
    void whoCanNotBeReachedIsNamed() throws Exception {
        // Given
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var s3 = connect("http://127.0.0.1:" + port, "somebody", "anything")) {

            assertThatThrownBy(() -> new ObjectStore(s3, "raw").createBucketIfMissing())
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("HEAD http://127.0.0.1:" + port + "/raw")
                    .hasMessageContaining("Connection refused");
        }
    }

    private static S3Client connect(String endpoint, String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .forcePathStyle(true)
                .overrideConfiguration(override -> override.addExecutionInterceptor(new FailedRequest()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .build();
    }
}
