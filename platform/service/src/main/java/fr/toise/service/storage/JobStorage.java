package fr.toise.service.storage;

import fr.toise.objectstore.S3Location;
import fr.toise.service.jobs.JobsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands this service's access to the object store on to the jobs that it starts, as environment variables. On Kubernetes it hands on
 * where the store is, and no secret, for whoever may read Jobs would read it too: the job's template brings the credentials.
 */
@ApplicationScoped
public class JobStorage {

    private final Map<String, String> environment;

    JobStorage(
            JobsConfig jobs,
            @ConfigProperty(name = "quarkus.s3.endpoint-override") Optional<String> endpoint,
            @ConfigProperty(name = "quarkus.s3.path-style-access", defaultValue = "false") boolean pathStyle,
            @ConfigProperty(name = "quarkus.s3.aws.region") Optional<String> region,
            @ConfigProperty(name = "quarkus.s3.aws.credentials.static-provider.access-key-id")
                    Optional<String> accessKey,
            @ConfigProperty(name = "quarkus.s3.aws.credentials.static-provider.secret-access-key")
                    Optional<String> secretKey) {
        var variables = new LinkedHashMap<String, String>();
        endpoint.ifPresent(value -> variables.put(S3Location.ENDPOINT, value));
        variables.put(S3Location.PATH_STYLE, String.valueOf(pathStyle));
        region.ifPresent(value -> variables.put(S3Location.REGION, value));
        if (jobs.launcher() == JobsConfig.Place.LOCAL) {
            accessKey.ifPresent(value -> variables.put("AWS_ACCESS_KEY_ID", value));
            secretKey.ifPresent(value -> variables.put("AWS_SECRET_ACCESS_KEY", value));
        }
        environment = Map.copyOf(variables);
    }

    public Map<String, String> environment() {
        return environment;
    }
}
