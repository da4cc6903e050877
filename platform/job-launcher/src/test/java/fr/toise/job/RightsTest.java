package fr.toise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.job.JobProgress;
import fr.toise.job.KubernetesJobLauncher.WhenPending;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Roles that are deployed against the calls that are made. */
@EnableKubernetesMockClient(crud = true)
class RightsTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    KubernetesMockServer server;
    KubernetesClient client;

    private final List<JobProgress> progress = new CopyOnWriteArrayList<>();
    private volatile Duration passed = Duration.ZERO;

    @ParameterizedTest
    @CsvSource({
        "clean-service, cleaning-job, fr.toise.cleaning.CleaningJob",
        "train-service, training-job, fr.toise.train.job.TrainingJob"
    })
    void aServiceMayDoWhatItDoesAndNoMore(String service, String template, String mainClass) throws Exception {
        // Given
        var cluster = new FakeCluster(server, server.createClient());
        cluster.install(template);
        cluster.install(template, template + JobTemplate.FALLBACK);
        var job = new Job("made-of-something", mainClass, Map.of(), Map.of());
        made();

        // When a job without a pod waits for too long, falls back, runs, fails, and is tried again by another process
        var first = run(job);
        var waits = cluster.awaitJob(job.name());
        await().atMost(SOON)
                .until(() -> progress.stream().anyMatch(said -> said.message().equals("Starting")));
        passed = Duration.ofMinutes(16);
        var fallsBack = cluster.awaitJobAfter(waits);
        cluster.says("pod-1", "2026-05-01T12:00:02Z Failed: no luck\n");
        cluster.pod(fallsBack, "pod-1", FakeCluster.ended(JobProgram.FAILED, "Error"));
        cluster.fail(fallsBack, "PodFailurePolicy", "");
        assertThat(first.get(SOON.toSeconds(), TimeUnit.SECONDS).exitCode()).isEqualTo(JobProgram.FAILED);
        var second = run(job);
        cluster.complete(cluster.awaitJobAfter(fallsBack));
        assertThat(second.get(SOON.toSeconds(), TimeUnit.SECONDS).succeeded()).isTrue();

        // Then
        var calls = made();
        // what the test itself did in the place of the cluster
        calls.removeIf(call -> call.resource().endsWith("/status"));
        calls.remove(new ApiCall("create", "", "pods"));
        calls.remove(new ApiCall("create", "batch", "cronjobs"));
        assertThat(ApiCall.allowedBy(role(service))).containsExactlyInAnyOrderElementsOf(calls);
        assertThat(role(service).getRules().stream()
                        .filter(rule -> rule.getResources().contains("cronjobs"))
                        .flatMap(rule -> rule.getResourceNames().stream()))
                .containsExactly(template, template + JobTemplate.FALLBACK);
    }

    @Test
    void readsACallFromItsRequest() {
        assertThat(ApiCall.of("GET", "/api/v1/namespaces/toise/pods/train-1/log?follow=true"))
                .isEqualTo(new ApiCall("get", "", "pods/log"));
        assertThat(ApiCall.of("GET", "/apis/batch/v1/namespaces/toise/jobs?fieldSelector=x&watch=true"))
                .isEqualTo(new ApiCall("watch", "batch", "jobs"));
        assertThat(ApiCall.of("DELETE", "/api/v1/namespaces/toise/pods?labelSelector=x"))
                .isEqualTo(new ApiCall("deletecollection", "", "pods"));
    }

    private Set<ApiCall> made() throws InterruptedException {
        var calls = new TreeSet<ApiCall>();
        for (var request = server.takeRequest(0, TimeUnit.SECONDS);
                request != null;
                request = server.takeRequest(0, TimeUnit.SECONDS)) {
            calls.add(ApiCall.of(request.getMethod(), request.getPath()));
        }
        return calls;
    }

    private static Role role(String service) throws IOException {
        var file = Path.of(System.getProperty("toise.home"), "k8s", "base", service, "role.yaml");
        Collection<HasMetadata> objects = new KubernetesSerialization().unmarshal(Files.readString(file));
        return objects.stream()
                .filter(Role.class::isInstance)
                .map(Role.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private CompletableFuture<JobOutcome> run(Job job) {
        var settings = new KubernetesJobLauncher.Settings(
                FakeCluster.NAMESPACE, null, Duration.ofMinutes(15), WhenPending.FALL_BACK, Duration.ofMillis(200));
        var launcher =
                new KubernetesJobLauncher(client, settings, () -> Instant.now().plus(passed));
        var outcome = new CompletableFuture<JobOutcome>();
        var service = new Thread(() -> {
            try {
                outcome.complete(launcher.run(job, progress::add));
            } catch (InterruptedException | RuntimeException e) {
                e.printStackTrace();
                outcome.completeExceptionally(e);
            }
        });
        service.setDaemon(true);
        service.start();
        return outcome;
    }
}
