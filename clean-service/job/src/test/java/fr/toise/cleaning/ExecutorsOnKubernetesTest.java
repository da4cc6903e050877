package fr.toise.cleaning;

import static fr.toise.cleaning.CleaningJobTest.digests;
import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cleaning.judging.OfficialLine;
import fr.toise.contracts.job.CleaningArguments.Executors;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver asks an API server's stand-in for executors, and what it asks for is run as the image would run it. */
@EnableKubernetesMockClient(crud = true, https = false)
class ExecutorsOnKubernetesTest {

    private static final String NAMESPACE = "toise";
    private static final Path COMPONENT =
            Path.of(System.getProperty("toise.home"), "k8s", "components", "spark-executors");

    KubernetesMockServer server;
    KubernetesClient client;

    @TempDir
    private Path folder;

    @Test
    void cleansOnExecutorsThatGoWithTheirDriverThoughOneIsLost() throws Exception {
        // Given
        var driver = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("clean-1-abcde")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
        made();
        var settings = Map.of(
                "spark.driver.host", "127.0.0.1",
                "spark.driver.port", "0",
                "spark.blockManager.port", "0",
                "spark.kubernetes.namespace", NAMESPACE,
                "spark.kubernetes.driver.pod.name", "clean-1-abcde",
                "spark.kubernetes.container.image", "toise/cleaning-job",
                "spark.kubernetes.executor.podTemplateFile",
                        COMPONENT.resolve("executor-pod.yaml").toString());

        try (var store = Store.start();
                var kubelet = new FakeKubelet(
                        client,
                        NAMESPACE,
                        FakeKubelet.image(folder.resolve("image"), classpath()),
                        store.environment())) {
            var landing = new Landing(folder)
                    .file(
                            "2023.csv",
                            IntStream.range(0, 500)
                                    .mapToObj(sale -> OfficialLine.flat().ofSale("2023-" + sale))
                                    .toArray(OfficialLine[]::new));
            CleaningJob.run(landing.arguments(store.clean().uri("geo-dvf/alone/")), store.location(), said -> {});
            made();

            // When
            settings.forEach(System::setProperty);
            try {
                var executors = new Executors("k8s://" + server.url("/"), 2, 1, "512m");
                CleaningJob.run(
                        landing.on(executors).arguments(store.clean().uri("geo-dvf/spread/")),
                        store.location(),
                        said -> {});
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }

            // Then
            assertThat(digests(store.clean().manifest("geo-dvf/spread/").orElseThrow()))
                    .isEqualTo(digests(store.clean().manifest("geo-dvf/alone/").orElseThrow()));
            assertThat(kubelet.started()).hasSize(3).allSatisfy(pod -> {
                assertThat(pod.getMetadata().getOwnerReferences())
                        .extracting(owner -> owner.getUid())
                        .containsExactly(driver.getMetadata().getUid());
                assertThat(pod.getMetadata().getLabels()).containsEntry("toise.fr/spark", "true");
                var container = pod.getSpec().getContainers().get(0);
                assertThat(container.getImage()).isEqualTo("toise/cleaning-job");
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getEnvFrom()).hasSize(1);
                assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
                assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("cleaning-job");
            });
            assertThat(client.pods().inNamespace(NAMESPACE).list().getItems())
                    .extracting(pod -> pod.getMetadata().getName())
                    .containsExactly("clean-1-abcde");
            assertThat(made()).containsExactlyInAnyOrderElementsOf(allowed());
        }
    }

    /** Verbs on pods, and whatever else was asked for. */
    private Collection<String> made() throws InterruptedException {
        var calls = new TreeSet<String>();
        for (var request = server.takeRequest(0, TimeUnit.SECONDS);
                request != null;
                request = server.takeRequest(0, TimeUnit.SECONDS)) {
            var path = request.getPath();
            var parts = path.split("\\?")[0].split("/");
            // the kubelet's own
            if (!path.endsWith("/status")) {
                calls.add(
                        verb(request.getMethod(), parts.length > 6, path) + " " + (parts.length > 5 ? parts[5] : path));
            }
        }
        return calls;
    }

    private static String verb(String method, boolean named, String path) {
        return switch (method) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> named ? "delete" : "deletecollection";
            default -> path.contains("watch=true") ? "watch" : named ? "get" : "list";
        };
    }

    private static Collection<String> allowed() throws IOException {
        Collection<HasMetadata> objects =
                new KubernetesSerialization().unmarshal(Files.readString(COMPONENT.resolve("role.yaml")));
        return objects.stream()
                .filter(Role.class::isInstance)
                .flatMap(role -> ((Role) role).getRules().stream())
                .flatMap(rule -> rule.getVerbs().stream()
                        .flatMap(verb -> rule.getResources().stream().map(resource -> verb + " " + resource)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
