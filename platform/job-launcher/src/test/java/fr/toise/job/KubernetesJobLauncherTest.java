package fr.toise.job;

import static fr.toise.job.FakeCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.job.JobProgress;
import fr.toise.job.KubernetesJobLauncher.WhenPending;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class KubernetesJobLauncherTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String JOBS = "/apis/batch/v1/namespaces/toise/jobs";
    private static final String NO_GPU = "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.";

    private static final Job JOB = new Job(
            "train-0a7a681cb45c97d9",
            "fr.toise.train.job.TrainingJob",
            Map.of("version", "0a7a681cb45c97d9"),
            Map.of("AWS_REGION", "eu-west-3"));

    KubernetesMockServer server;
    KubernetesClient client;

    private FakeCluster cluster;
    private KubernetesJobLauncher launcher;
    private volatile Duration passed = Duration.ZERO;
    private final List<JobProgress> progress = new CopyOnWriteArrayList<>();
    private final List<Thread> services = new CopyOnWriteArrayList<>();

    @BeforeEach
    void installTheTemplateThatIsDeployed() throws Exception {
        cluster = new FakeCluster(server, server.createClient());
        cluster.install("training-job");
        launcher = launcher(WhenPending.FALL_BACK);
    }

    private KubernetesJobLauncher launcher(WhenPending whenPending) {
        return launcher(null, whenPending);
    }

    /** Of another replica, for which no time passes. */
    private KubernetesJobLauncher otherLauncher() {
        var settings = new KubernetesJobLauncher.Settings(
                NAMESPACE, null, Duration.ofMinutes(15), WhenPending.FALL_BACK, Duration.ofSeconds(5));
        return new KubernetesJobLauncher(client, settings, InstantSource.system());
    }

    private KubernetesJobLauncher launcher(String template, WhenPending whenPending) {
        var settings = new KubernetesJobLauncher.Settings(
                NAMESPACE, template, Duration.ofMinutes(15), whenPending, Duration.ofMillis(200));
        return new KubernetesJobLauncher(client, settings, () -> Instant.now().plus(passed));
    }

    @AfterEach
    void stopWhatStillWaits() throws InterruptedException {
        for (var service : services) {
            service.interrupt();
            service.join(SOON.toMillis());
        }
    }

    @Test
    void makesAJobOfTheTemplateAndFillsInNameArgumentsAndEnvironment() throws Exception {
        // When
        run();
        var made = cluster.awaitJob(JOB.name());

        // Then
        var pod = made.getSpec().getTemplate();
        var container = pod.getSpec().getContainers().get(0);
        assertThat(container.getArgs()).containsExactly(JOB.mainClass(), "/etc/toise/arguments.json");
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("toise.fr/arguments", "{\"version\":\"0a7a681cb45c97d9\"}");
        assertThat(container.getEnv()).contains(new EnvVar("AWS_REGION", "eu-west-3", null));
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(made.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("CronJob"))
                .satisfies(owner -> assertThat(owner.getController()).isFalse());
    }

    @Test
    void programsOfOneImageShareATemplate() throws Exception {
        // Given
        var trial = new Job("trial-0a7a681cb45c97d9-3", "fr.toise.train.job.search.TrialJob", Map.of(), Map.of());

        // When
        run(launcher("training-job", WhenPending.FALL_BACK), trial);
        var made = cluster.awaitJob(trial.name());

        // Then
        var container = made.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getArgs()).containsExactly(trial.mainClass(), "/etc/toise/arguments.json");
        assertThat(made.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo("training-job"));
    }

    @Test
    void hearsProgressAndTheLastLinesOfAJobThatSucceeds() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", """
                2026-05-01T12:00:01.000000001Z @progress {"done":1,"total":2,"unit":"epochs","message":"half way"}
                2026-05-01T12:00:02.000000001Z a line for the log
                """);
        var pod = cluster.pod(made, "train-1", FakeCluster.running());
        await().atMost(SOON).until(() -> progress.contains(new JobProgress(1, 2, "epochs", "half way")));

        // When
        cluster.status(pod, FakeCluster.ended(0, "Completed"));
        cluster.complete(made);

        // Then
        var outcome = outcome(running);
        assertThat(outcome.succeeded()).isTrue();
        // though it was read over several connections
        assertThat(outcome.lastLines()).containsExactly("a line for the log");
        assertThat(progress).containsOnlyOnce(new JobProgress(1, 2, "epochs", "half way"));
    }

    @Test
    void doesNotTakeForTheProgramsWordsWhatTheNodeSays() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", """
                unable to retrieve container logs for containerd://7ec4a79127db
                2026-05-01T12:00:02Z this input is of no use
                unable to retrieve container logs for containerd://7ec4a79127db
                2026-05-01T12:00:03Z and here is why
                """);
        cluster.pod(made, "train-1", FakeCluster.ended(JobProgram.REFUSED, "Error"));

        // When
        cluster.fail(made, "PodFailurePolicy", "Container job for pod toise/train-1 failed with exit code 4");

        // Then
        assertThat(outcome(running).lastLines()).containsExactly("this input is of no use", "and here is why");
    }

    @Test
    void tellsForHowLongThePodsOfAJobRan() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.pod(made, "train-1", FakeCluster.endedAfter("2026-05-01T12:00:00Z", "2026-05-01T12:10:00Z"));
        cluster.pod(made, "train-2", FakeCluster.endedAfter("2026-05-01T12:20:00Z", "2026-05-01T12:50:30Z"));

        // When
        cluster.complete(made);

        // Then
        assertThat(outcome(running).ran()).isEqualTo(Duration.ofSeconds(40 * 60 + 30));
    }

    @Test
    void countsThePodsThatAreGoneAtTheDeadline() throws Exception {
        // Given a pod that has run for half an hour
        passed = Duration.ofMinutes(30);
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", "2026-05-01T12:00:01Z @progress {\"done\":1,\"total\":2}\n");
        var pod = cluster.pod(made, "train-1", FakeCluster.running());
        await().atMost(SOON).until(() -> progress.contains(new JobProgress(1, 2, null, null)));

        // When
        cluster.client.resource(pod).delete();
        cluster.fail(made, "DeadlineExceeded", "Job was active longer than specified deadline");

        // Then
        assertThat(outcome(running).ran()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(32));
    }

    @Test
    void whatIsToFailHasFailedThoughAPodOfADeadNodeDoesNotEnd() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.pod(made, "train-1", FakeCluster.running());

        // When
        cluster.isToFail(made, "BackoffLimitExceeded", "Job has reached the specified backoff limit");

        // Then
        var outcome = outcome(running);
        assertThat(outcome.exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(outcome.lastWords()).contains("BackoffLimitExceeded", "backoff limit");
    }

    @Test
    void tellsWhatTheProgramSaidFromItsExitCode() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", "2026-05-01T12:00:02Z this input is of no use\n");
        cluster.pod(made, "train-1", FakeCluster.ended(JobProgram.REFUSED, "Error"));

        // When
        cluster.fail(made, "PodFailurePolicy", "Container job for pod toise/train-1 failed with exit code 4");

        // Then
        var outcome = outcome(running);
        assertThat(outcome.refused()).isTrue();
        assertThat(outcome.lastWords()).isEqualTo("this input is of no use");
    }

    @Test
    void aFullHeapIsNoRefusal() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says(
                "train-1", "2026-05-01T12:00:02Z Terminating due to java.lang.OutOfMemoryError: Java heap space\n");
        cluster.pod(made, "train-1", FakeCluster.ended(JobProgram.OUT_OF_MEMORY, "Error"));

        // When
        cluster.fail(made, "PodFailurePolicy", "Container job for pod toise/train-1 failed with exit code 3");

        // Then
        var outcome = outcome(running);
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.refused()).isFalse();
        assertThat(outcome.lastWords()).contains("Java heap space");
    }

    @Test
    void adoptsAJobThatRunsAlready() throws Exception {
        // Given a service that was stopped while its job ran
        var before = run();
        var made = cluster.awaitJob(JOB.name());
        services.get(0).interrupt();
        assertThatThrownBy(() -> outcome(before)).hasCauseInstanceOf(InterruptedException.class);

        // When
        var after = run();
        cluster.says("train-1", "2026-05-01T12:00:02Z done\n");
        cluster.pod(made, "train-1", FakeCluster.ended(0, "Completed"));
        cluster.complete(made);

        // Then
        assertThat(outcome(after).succeeded()).isTrue();
        assertThat(cluster.find(JOB.name()).getMetadata().getUid())
                .isEqualTo(made.getMetadata().getUid());
    }

    @Test
    void takesTheOutcomeOfAJobThatEndedWhileTheServiceWasAway() throws Exception {
        // Given
        var before = run();
        var made = cluster.awaitJob(JOB.name());
        services.get(0).interrupt();
        assertThatThrownBy(() -> outcome(before)).hasCauseInstanceOf(InterruptedException.class);
        cluster.complete(made);

        // When
        var outcome = outcome(run());

        // Then
        assertThat(outcome.succeeded()).isTrue();
    }

    @Test
    void startsAnewWhatHasFailedOnceItsOutcomeIsKnown() throws Exception {
        startsAnewWhatHasFailed();
    }

    @Test
    void startsAnewWhatHasFailedThoughTheApiServerWasAwayWhenItsOutcomeWasKnown() throws Exception {
        // Given
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        server.expect()
                .patch()
                .withPath(JOBS + "/" + JOB.name())
                .andReturn(503, "the API server is being upgraded")
                .times(3);

        startsAnewWhatHasFailed();
    }

    private void startsAnewWhatHasFailed() throws Exception {
        // Given
        var first = run();
        var failed = cluster.awaitJob(JOB.name());
        cluster.pod(failed, "train-1", FakeCluster.ended(JobProgram.FAILED, "Error"));
        cluster.says("train-1", "2026-05-01T12:00:02Z Failed: the store went away\n");
        cluster.fail(failed, "PodFailurePolicy", "");
        assertThat(outcome(first).exitCode()).isEqualTo(JobProgram.FAILED);

        // When
        var second = run();
        var another = cluster.awaitJobAfter(failed);
        cluster.complete(another);

        // Then
        assertThat(outcome(second).succeeded()).isTrue();
    }

    @Test
    void twoReplicasNeverStartTwoJobsForOneInput() throws Exception {
        // Given another replica that is faster, between this one's look and its start
        server.expect()
                .get()
                .withPath(JOBS + "/" + JOB.name())
                .andReturn(404, new StatusBuilder().withCode(404).build())
                .once();
        var other = client.batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE)
                .resource(new JobTemplate(client.batch()
                                .v1()
                                .cronjobs()
                                .inNamespace(NAMESPACE)
                                .withName("training-job")
                                .get())
                        .jobFor(JOB))
                .create();

        // When
        var running = run();
        cluster.complete(other);

        // Then
        assertThat(outcome(running).succeeded()).isTrue();
        assertThat(client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems())
                .singleElement()
                .satisfies(job -> assertThat(job.getMetadata().getUid())
                        .isEqualTo(other.getMetadata().getUid()));
    }

    @Test
    void goesOnWhileTheApiServerIsAway() throws Exception {
        // Given
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        server.expect()
                .get()
                .withPath(JOBS + "/" + JOB.name())
                .andReturn(503, "the API server is being upgraded")
                .times(3);
        cluster.complete(made);

        // Then
        assertThat(outcome(running).succeeded()).isTrue();
    }

    @Test
    void noticesTheEndThoughItMayNotWatch() throws Exception {
        // Given
        for (var path : List.of(
                JOBS + "?fieldSelector=metadata.name%3D" + JOB.name() + "&resourceVersion=0",
                "/api/v1/namespaces/toise/pods?labelSelector=batch.kubernetes.io%2Fjob-name%3D" + JOB.name()
                        + "&resourceVersion=0")) {
            server.expect()
                    .get()
                    .withPath(path)
                    .andReturn(403, "no watching here")
                    .always();
        }
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.complete(made);

        // Then
        assertThat(outcome(running).succeeded()).isTrue();
    }

    @Test
    void saysWhatTheApiServerRefuses() {
        // Given
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(
                        403,
                        new StatusBuilder()
                                .withCode(403)
                                .withMessage("jobs.batch is forbidden: User \"train-service\" cannot create")
                                .build())
                .always();

        // When
        var running = run();

        // Then
        assertThatThrownBy(() -> outcome(running))
                .hasRootCauseInstanceOf(io.fabric8.kubernetes.client.KubernetesClientException.class)
                .hasMessageContaining(JOB.name())
                .hasMessageContaining("403")
                .hasMessageContaining("cannot create");
    }

    @Test
    void namesTheTemplateThatIsMissing() {
        var running = run(launcher, new Job("search-1", "fr.toise.train.job.NightlySearch", Map.of(), Map.of()));

        assertThatThrownBy(() -> outcome(running)).hasMessageContaining("nightly-search");
    }

    @Test
    void survivesThatItsPodIsEvictedAndSaysSo() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", "2026-05-01T12:00:02Z first\n");
        cluster.says("train-2", "2026-05-01T12:10:02Z second\n");
        cluster.pod(made, "train-1", FakeCluster.evicted("The node was low on resource: memory."));

        // When
        var second = cluster.pod(made, "train-2", FakeCluster.running());
        await().atMost(SOON).until(() -> progress.stream()
                .anyMatch(said -> said.message().contains("The node was low on resource: memory.")));
        cluster.status(second, FakeCluster.ended(0, "Completed"));
        cluster.complete(made);

        // Then
        var outcome = outcome(running);
        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.lastLines()).endsWith("second");
    }

    @Test
    void saysThatAJobWasStoppedAtItsDeadline() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.fail(made, "DeadlineExceeded", "Job was active longer than specified deadline");

        // Then
        assertThat(outcome(running).exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(outcome(running).lastWords())
                .isEqualTo("It was stopped because it was not done after 2h, its deadline");
    }

    @Test
    void saysThatItsMemoryWasTooSmallAndHowMuchItHad() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", "2026-05-01T12:00:02Z some line\n");
        cluster.pod(made, "train-1", FakeCluster.ended(137, "OOMKilled"));

        // When
        cluster.fail(made, "BackoffLimitExceeded", "Job has reached the specified backoff limit");

        // Then
        assertThat(outcome(running).lastWords())
                .isEqualTo("It was killed because it took more memory than its limit of 4Gi");
    }

    @Test
    void saysWhyItsNodeDidNotKeepItsPod() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.says("train-1", "2026-05-01T12:00:02Z some line\n");
        cluster.pod(
                made,
                "train-1",
                FakeCluster.stoppedByItsNode("Evicted", "Usage of EmptyDir volume \"tmp\" exceeds the limit \"4Gi\"."));

        // When
        cluster.fail(made, "BackoffLimitExceeded", "Job has reached the specified backoff limit");

        // Then
        assertThat(outcome(running).lastWords())
                .isEqualTo("Its pod was lost: Evicted: Usage of EmptyDir volume \"tmp\" exceeds the limit \"4Gi\".");
    }

    @Test
    void saysWhyItIsPendingAndWaits() {
        // Given
        run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        awaitPending(NO_GPU);
        passed = Duration.ofMinutes(14);

        // Then
        assertThat(launcher.waiting()).isEqualTo(1);
        assertThat(cluster.find(JOB.name()).getMetadata().getUid())
                .isEqualTo(made.getMetadata().getUid());
    }

    @Test
    void saysWhyItsPodCouldNotEvenBeMade() {
        // Given
        run();
        var made = cluster.awaitJob(JOB.name());

        // When
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/toise/events?fieldSelector=involvedObject.uid%3D"
                        + made.getMetadata().getUid())
                .andReturn(
                        200,
                        new EventListBuilder()
                                .addNewItem()
                                .withType("Warning")
                                .withReason("FailedCreate")
                                .withMessage("pods \"train-1\" is forbidden: exceeded quota: gpus")
                                .endItem()
                                .build())
                .always();

        // Then
        awaitPending("pods \"train-1\" is forbidden: exceeded quota: gpus");
    }

    @Test
    void fallsBackToTheOtherTemplateAfterTheWait() throws Exception {
        // Given
        var fallback = cluster.install("training-job", "training-job-fallback");
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        awaitPending(NO_GPU);
        passed = Duration.ofMinutes(16);
        var instead = cluster.awaitJobAfter(made);
        cluster.complete(instead);

        // Then
        assertThat(outcome(running).succeeded()).isTrue();
        assertThat(instead.getMetadata().getOwnerReferences().get(0).getUid())
                .isEqualTo(fallback.getMetadata().getUid());
        assertThat(progress).anySatisfy(said -> assertThat(said.message())
                .contains("training-job-fallback")
                .contains(NO_GPU));
        assertThat(launcher.fallbacks()).isEqualTo(1);
        assertThat(launcher.waiting()).isZero();
    }

    @Test
    void anotherReplicaWaitsForTheFallbackThatThisOneStarts() throws Exception {
        // Given two that wait for one Job
        client.getConfiguration().setRequestRetryBackoffLimit(0);
        cluster.install("training-job", "training-job-fallback");
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        var other = run(otherLauncher(), JOB);
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        await().atMost(SOON)
                .until(() -> progress.stream()
                                .filter(new JobProgress(0, 0, null, "Pending: " + NO_GPU)::equals)
                                .count()
                        == 2);

        // When the first one removes it, and its name is free for a while
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(503, "the API server is being upgraded")
                .times(3);
        passed = Duration.ofMinutes(16);
        cluster.complete(cluster.awaitJobAfter(made));

        // Then
        assertThat(outcome(running).succeeded()).isTrue();
        assertThat(outcome(other).succeeded()).isTrue();
    }

    @Test
    void doesNotFallBackFromWhatAnotherProcessHasFallenBackTo() throws Exception {
        // Given
        var fallback = cluster.install("training-job", "training-job-fallback");
        var made = client.resource(new JobTemplate(fallback).jobFor(JOB)).create();
        var running = run();

        // When
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        awaitPending(NO_GPU);
        passed = Duration.ofMinutes(16);

        // Then
        assertThat(outcome(running).lastWords()).contains("900 s").contains(NO_GPU);
        assertThat(launcher.fallbacks()).isZero();
    }

    @Test
    void whatChangesWhileItIsRemovedIsRemovedAtTheNextLook() throws Exception {
        // Given
        launcher = launcher(WhenPending.FAIL);
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        server.expect()
                .delete()
                .withPath(JOBS + "/" + JOB.name())
                .andReturn(409, new StatusBuilder().withCode(409).build())
                .once();

        // When
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        awaitPending(NO_GPU);
        passed = Duration.ofMinutes(16);

        // Then
        assertThat(outcome(running).exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(cluster.find(JOB.name())).isNull();
    }

    @Test
    void failsAfterTheWaitWhereItIsToldTo() throws Exception {
        // Given
        cluster.install("training-job", "training-job-fallback");
        launcher = launcher(WhenPending.FAIL);
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.pod(made, "train-1", FakeCluster.unschedulable(NO_GPU));
        awaitPending(NO_GPU);
        passed = Duration.ofMinutes(16);

        // Then
        assertThat(outcome(running).exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(outcome(running).lastWords()).contains("900 s").contains(NO_GPU);
        assertThat(cluster.find(JOB.name())).isNull();
    }

    @Test
    void doesNotFallBackForAnImageThatIsNotThere() throws Exception {
        // Given
        cluster.install("training-job", "training-job-fallback");
        var running = run();
        var made = cluster.awaitJob(JOB.name());

        // When
        cluster.pod(
                made,
                "train-1",
                FakeCluster.waitingFor("ErrImageNeverPull", "Container image toise/training-job is not present"));
        awaitPending("ErrImageNeverPull: Container image toise/training-job is not present");
        assertThat(launcher.waiting()).isEqualTo(1);
        passed = Duration.ofMinutes(16);

        // Then
        assertThat(outcome(running).lastWords()).contains("ErrImageNeverPull").contains("is not present");
        assertThat(cluster.find(JOB.name())).isNull();
    }

    @Test
    void saysThatSomebodyRemovedTheJob() throws Exception {
        // Given
        var running = run();
        var made = cluster.awaitJob(JOB.name());
        cluster.pod(made, "train-1", FakeCluster.unschedulable("soon"));
        awaitPending("soon");

        // When
        client.resource(made).delete();

        // Then
        assertThat(outcome(running).lastWords())
                .contains("Somebody has removed")
                .contains(JOB.name());
    }

    @Test
    void refusesArgumentsThatKubernetesWouldNotHold() {
        var running =
                run(launcher, new Job("train-1", JOB.mainClass(), Map.of("files", "x".repeat(300_000)), Map.of()));

        assertThatThrownBy(() -> outcome(running))
                .hasMessageContaining("262144")
                .hasMessageContaining("train-1");
    }

    private void awaitPending(String why) {
        await().atMost(SOON).until(() -> progress.contains(new JobProgress(0, 0, null, "Pending: " + why)));
    }

    private CompletableFuture<JobOutcome> run() {
        return run(launcher, JOB);
    }

    private CompletableFuture<JobOutcome> run(JobLauncher launcher, Job job) {
        var outcome = new CompletableFuture<JobOutcome>();
        var service = new Thread(() -> {
            try {
                outcome.complete(launcher.run(job, progress::add));
            } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        services.add(service);
        service.start();
        return outcome;
    }

    private static JobOutcome outcome(CompletableFuture<JobOutcome> running) throws Exception {
        try {
            return running.orTimeout(SOON.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
        }
    }
}
