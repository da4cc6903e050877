package fr.toise.service.testing;

import fr.toise.localstack.LocalStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A real broker and a real object store for as long as the tests run, and a free port for the service itself. */
public final class LocalStackResource implements QuarkusTestResourceLifecycleManager {

    public static final String OPERATOR_PASSWORD = "for-tests";

    private LocalStack stack;

    @Override
    public Map<String, String> start() {
        stack = LocalStack.start();
        return Map.of(
                "kafka.bootstrap.servers",
                stack.bootstrapServers(),
                "quarkus.s3.endpoint-override",
                stack.s3Endpoint(),
                "quarkus.s3.path-style-access",
                "true",
                "quarkus.s3.aws.credentials.type",
                "static",
                "quarkus.s3.aws.credentials.static-provider.access-key-id",
                stack.accessKey(),
                "quarkus.s3.aws.credentials.static-provider.secret-access-key",
                stack.secretKey(),
                "quarkus.http.test-port",
                "0",
                "toise.operator.password",
                OPERATOR_PASSWORD);
    }

    @Override
    public void stop() {
        if (stack != null) {
            stack.close();
        }
    }
}
