package fr.toise.service.storage;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.service.jobs.JobsConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobStorageTest {

    @Test
    void aChildOnThisMachineIsGivenTheCredentials() {
        assertThat(environment("local"))
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://s3")
                .containsEntry("AWS_ACCESS_KEY_ID", "key")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "secret");
    }

    @Test
    void noSecretIsWrittenIntoAJobOfTheCluster() {
        assertThat(environment("kubernetes"))
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://s3")
                .containsEntry("TOISE_S3_PATH_STYLE", "true")
                .doesNotContainValue("key")
                .doesNotContainValue("secret");
    }

    private static Map<String, String> environment(String launcher) {
        var jobs = new SmallRyeConfigBuilder()
                .withMapping(JobsConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(Path.class, 200, new PathConverter())
                .withSources(new PropertiesConfigSource(Map.of("toise.jobs.launcher", launcher), "test", 500))
                .build()
                .getConfigMapping(JobsConfig.class);
        return new JobStorage(
                        jobs,
                        Optional.of("http://s3"),
                        true,
                        Optional.of("eu-west-3"),
                        Optional.of("key"),
                        Optional.of("secret"))
                .environment();
    }
}
