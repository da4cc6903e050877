package fr.toise.service.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.job.KubernetesJobLauncher.WhenPending;
import fr.toise.service.jobs.JobsConfig.Place;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobsConfigTest {

    @Test
    void hasTheseDefaults() {
        var config = config(Map.of());

        assertThat(config.launcher()).isEqualTo(Place.LOCAL);
        assertThat(config.attempts()).isEqualTo(3);
        assertThat(config.local().libraries()).isEmpty();
        assertThat(config.local().javaHome()).isEmpty();
        assertThat(config.local().javaOptions()).isEmpty();
        assertThat(config.local().classCache()).isEmpty();
        assertThat(config.kubernetes().template()).isEmpty();
        assertThat(config.kubernetes().pendingWait()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.kubernetes().whenPending()).isEqualTo(WhenPending.FALL_BACK);
        assertThat(config.kubernetes().lookEvery()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void everyKeyIsReadFromItsName() {
        var config = config(Map.of(
                "toise.jobs.launcher", "kubernetes",
                "toise.jobs.attempts", "5",
                "toise.jobs.local.libraries", "lib",
                "toise.jobs.local.java-home", "jvm",
                "toise.jobs.local.java-options", "-Xmx1g,-ea",
                "toise.jobs.local.class-cache", "cache",
                "toise.jobs.kubernetes.template", "training-job",
                "toise.jobs.kubernetes.pending-wait", "PT1H",
                "toise.jobs.kubernetes.when-pending", "fail",
                "toise.jobs.kubernetes.look-every", "PT5S"));

        assertThat(config.launcher()).isEqualTo(Place.KUBERNETES);
        assertThat(config.attempts()).isEqualTo(5);
        assertThat(config.local().libraries()).contains(Path.of("lib"));
        assertThat(config.local().javaHome()).contains(Path.of("jvm"));
        assertThat(config.local().javaOptions()).contains(List.of("-Xmx1g", "-ea"));
        assertThat(config.local().classCache()).contains(Path.of("cache"));
        assertThat(config.kubernetes().template()).hasValue("training-job");
        assertThat(config.kubernetes().pendingWait()).isEqualTo(Duration.ofHours(1));
        assertThat(config.kubernetes().whenPending()).isEqualTo(WhenPending.FAIL);
        assertThat(config.kubernetes().lookEvery()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aPlaceThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> config(Map.of("toise.jobs.launcher", "nomad")))
                .hasMessageContaining("toise.jobs.launcher")
                .hasMessageContaining("nomad");
    }

    static JobsConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(JobsConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(Path.class, 200, new PathConverter())
                .withSources(new PropertiesConfigSource(values, "test", 500))
                .build()
                .getConfigMapping(JobsConfig.class);
    }
}
