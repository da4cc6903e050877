package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.job.CleaningArguments.Executors;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CleaningSessionTest {

    private static final Map<String, String> POD = Map.of(
            "TOISE_JOB_POD", "clean-1-abcde",
            "TOISE_JOB_POD_IP", "10.1.2.3",
            "TOISE_JOB_NAMESPACE", "toise",
            "TOISE_JOB_IMAGE", "toise/cleaning-job",
            "JAVA_TOOL_OPTIONS", "-Djavax.net.ssl.trustStore=/etc/toise-authority/truststore.p12");

    @Test
    void asksKubernetesForExecutorsOfItsOwnPod() {
        // When
        var conf = CleaningSession.conf(new Executors("k8s://https://kubernetes.default.svc", 3, 2, "2g"), POD);

        // Then
        assertThat(conf.get("spark.executor.instances")).isEqualTo("3");
        assertThat(conf.get("spark.kubernetes.driver.pod.name")).isEqualTo("clean-1-abcde");
        assertThat(conf.get("spark.driver.host")).isEqualTo("10.1.2.3");
        assertThat(conf.get("spark.kubernetes.namespace")).isEqualTo("toise");
        assertThat(conf.get("spark.kubernetes.container.image")).isEqualTo("toise/cleaning-job");
        assertThat(conf.get("spark.executorEnv.JAVA_TOOL_OPTIONS"))
                .isEqualTo("-Djavax.net.ssl.trustStore=/etc/toise-authority/truststore.p12");
        assertThat(conf.get("spark.driver.port")).isEqualTo("7078");
        assertThat(conf.get("spark.blockManager.port")).isEqualTo("7079");
    }

    @Test
    void worksAloneInItsPodWithoutExecutors() {
        // When
        var conf = CleaningSession.conf(Executors.NONE, POD);

        // Then
        assertThat(conf.get("spark.master")).isEqualTo("local[*]");
        assertThat(conf.get("spark.driver.host")).isEqualTo("127.0.0.1");
        assertThat(conf.contains("spark.kubernetes.namespace")).isFalse();
    }
}
