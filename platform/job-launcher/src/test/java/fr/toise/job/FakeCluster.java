package fr.toise.job;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What controllers, scheduler and kubelet would do, done by a test on the API server's stand-in. */
final class FakeCluster {

    static final String NAMESPACE = "toise";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final KubernetesMockServer server;
    final KubernetesClient client;

    FakeCluster(KubernetesMockServer server, KubernetesClient client) {
        this.server = server;
        this.client = client;
    }

    /** The very file that is deployed. */
    CronJob install(String template) throws IOException {
        return install(template, template);
    }

    CronJob install(String file, String name) throws IOException {
        var path = Path.of(System.getProperty("toise.home"), "k8s", "base", file, "job-template.yaml");
        var cronJob = client.getKubernetesSerialization().unmarshal(Files.readString(path), CronJob.class);
        cronJob.getMetadata().setName(name);
        cronJob.getMetadata().setNamespace(NAMESPACE);
        return client.resource(cronJob).create();
    }

    Job awaitJob(String name) {
        var found = new AtomicReference<Job>();
        await().atMost(SOON).until(() -> {
            found.set(find(name));
            return found.get() != null;
        });
        return found.get();
    }

    /** Waits for a Job of that name that is not {@code before}. */
    Job awaitJobAfter(Job before) {
        var found = new AtomicReference<Job>();
        await().atMost(SOON).until(() -> {
            found.set(find(before.getMetadata().getName()));
            return found.get() != null
                    && !found.get()
                            .getMetadata()
                            .getUid()
                            .equals(before.getMetadata().getUid());
        });
        return found.get();
    }

    Job find(String name) {
        // by a list, for a test may have something else answered to who asks for it by its name
        return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(job -> job.getMetadata().getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** A pod of the Job, made now. */
    Pod pod(Job job, String name, PodStatus status) {
        var pod = new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .addToLabels(JobWatch.JOB_NAME_LABEL, job.getMetadata().getName())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("Job")
                .withName(job.getMetadata().getName())
                .withUid(job.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withStatus(status)
                .build();
        return client.resource(pod).create();
    }

    /** @param log lines that begin with the time; who comes back is asked to say since when */
    void says(String pod, String log) {
        var lastLine = log.strip().substring(log.strip().lastIndexOf('\n') + 1);
        var lastRead = lastLine.substring(0, lastLine.indexOf(' '));
        var path = "/api/v1/namespaces/" + NAMESPACE + "/pods/" + pod + "/log?pretty=false&container=job";
        for (var since : List.of("", "&sinceTime=" + lastRead)) {
            server.expect()
                    .get()
                    .withPath(path + since + "&timestamps=true&follow=true")
                    .andReturn(200, log)
                    .always();
        }
    }

    void status(Pod pod, PodStatus status) {
        pod.setStatus(status);
        client.resource(pod).updateStatus();
    }

    static PodStatus unschedulable(String why) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .withConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(why)
                        .build())
                .build();
    }

    static PodStatus waitingFor(String reason, String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("job")
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting(message, reason)
                                .build())
                        .build())
                .build();
    }

    static PodStatus running() {
        return new PodStatusBuilder()
                .withPhase("Running")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("job")
                        .withState(new ContainerStateBuilder()
                                .withNewRunning(Instant.now().toString())
                                .build())
                        .build())
                .build();
    }

    static PodStatus ended(int exitCode, String reason) {
        return new PodStatusBuilder()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("job")
                        .withState(new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(exitCode)
                                .withReason(reason)
                                .endTerminated()
                                .build())
                        .build())
                .build();
    }

    static PodStatus endedAfter(String startedAt, String finishedAt) {
        return new PodStatusBuilder(ended(0, "Completed"))
                .editFirstContainerStatus()
                .editState()
                .editTerminated()
                .withStartedAt(startedAt)
                .withFinishedAt(finishedAt)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build();
    }

    static PodStatus evicted(String why) {
        return new PodStatusBuilder(ended(143, "Error"))
                .addToConditions(new PodConditionBuilder()
                        .withType("DisruptionTarget")
                        .withStatus("True")
                        .withReason("TerminationByKubelet")
                        .withMessage(why)
                        .build())
                .build();
    }

    /** Without a condition, for what the pod did itself or what was not there for it. */
    static PodStatus stoppedByItsNode(String reason, String message) {
        return new PodStatusBuilder(ended(137, "Error"))
                .withReason(reason)
                .withMessage(message)
                .build();
    }

    void complete(Job job) {
        condition(job, "Complete", null, null);
    }

    /** What Kubernetes says while a pod of it has not ended. */
    void isToFail(Job job, String reason, String message) {
        condition(job, "FailureTarget", reason, message);
    }

    void fail(Job job, String reason, String message) {
        condition(job, "Failed", reason, message);
    }

    private void condition(Job job, String type, String reason, String message) {
        var found = find(job.getMetadata().getName());
        found.setStatus(new JobStatusBuilder()
                .addNewCondition()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .endCondition()
                .build());
        client.resource(found).updateStatus();
    }
}
