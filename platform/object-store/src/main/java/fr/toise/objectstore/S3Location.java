package fr.toise.objectstore;

import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * How a job reaches the object store: the environment that its service gives it, in the SDK's own names where there are such.
 *
 * @param endpoint null for the S3 of the cloud that the credentials belong to
 */
public record S3Location(URI endpoint, String region, boolean pathStyle) implements Serializable {

    private static final ConcurrentMap<S3Location, S3Client> SHARED = new ConcurrentHashMap<>();

    public static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";
    public static final String REGION = "AWS_REGION";
    public static final String PATH_STYLE = "TOISE_S3_PATH_STYLE";

    public static S3Location of(Map<String, String> environment) {
        var endpoint = environment.get(ENDPOINT);
        return new S3Location(
                endpoint == null || endpoint.isBlank() ? null : URI.create(endpoint),
                environment.getOrDefault(REGION, "us-east-1"),
                Boolean.parseBoolean(environment.getOrDefault(PATH_STYLE, "false")));
    }

    /** One client for all of this process, never to be closed: for the tasks of a job, each of which is too short to make its own. */
    public S3Client shared() {
        return SHARED.computeIfAbsent(this, S3Location::connect);
    }

    public S3Client connect() {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .forcePathStyle(pathStyle)
                .overrideConfiguration(override -> override.addExecutionInterceptor(new FailedRequest()))
                .credentialsProvider(DefaultCredentialsProvider.builder().build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }
}
