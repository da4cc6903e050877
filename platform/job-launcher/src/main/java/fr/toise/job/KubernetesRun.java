package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import fr.toise.job.KubernetesJobLauncher.Settings;
import fr.toise.job.KubernetesJobLauncher.WhenPending;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from its start, or from where another left it, to its end. Each look asks the API server how things stand and does what is to
 * be done next, so nothing but the time that lost pods ran depends on what was seen before.
 */
final class KubernetesRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesRun.class);

    /** On a Job whose outcome somebody has taken: who wants that work done again has to start anew. */
    static final String REPORTED = "toise.fr/reported";

    private static final String STARTING = "Starting";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int ATTEMPTS_TO_REPORT = 5;
    private static final Duration REST_OF_THE_LOG = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final Settings settings;
    private final InstantSource clock;
    private final fr.toise.job.Job job;
    private final Consumer<JobProgress> progress;
    private final LongAdder waiting;
    private final LongAdder fallbacks;
    private final JobOutput output;
    private final JobWatch watch;

    private String template;
    /** Uid of the Job that this waits for; null before there is one. */
    private String awaited;

    /** By this clock, which may not be the API server's. */
    private Instant pendingSince;

    private Instant missingSince;

    /** By the uids of pods, which may be gone: preempted, or removed at the deadline. */
    private final Map<String, Duration> ran = new HashMap<>();

    private String said = "";
    private boolean counted;
    private PodLog log;

    KubernetesRun(
            KubernetesClient client,
            Settings settings,
            InstantSource clock,
            fr.toise.job.Job job,
            Consumer<JobProgress> progress,
            LongAdder waiting,
            LongAdder fallbacks) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
        this.job = job;
        this.progress = progress;
        this.waiting = waiting;
        this.fallbacks = fallbacks;
        this.output = new JobOutput(job.name(), progress);
        this.template = settings.template() == null ? JobTemplate.nameFor(job.mainClass()) : settings.template();
        this.watch = JobWatch.open(client, settings.namespace(), job.name());
    }

    JobOutcome toItsEnd() throws InterruptedException {
        while (true) {
            watch.await(settings.lookEvery());
            var outcome = look();
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    private Optional<JobOutcome> look() throws InterruptedException {
        try {
            var found = jobs().withName(job.name()).get();
            if (found == null) {
                return missing();
            }
            if (found.getMetadata().getDeletionTimestamp() != null) {
                // its name is free once it is gone, and the watch will say so
                return Optional.empty();
            }
            missingSince = null;
            if (isReported(found) && awaited == null) {
                LOG.info("Job {} of an earlier attempt is removed", job.name());
                remove(found);
                return Optional.empty();
            }
            if (!uid(found).equals(awaited)) {
                pendingSince = null;
                awaited = uid(found);
            }
            // it may be one that another process has started, from the fallback
            template = templateOf(found).orElse(template);
            return observe(found);
        } catch (KubernetesClientException e) {
            return goOnOrFail(e);
        } catch (RuntimeException e) {
            if (isOfTheConnection(e)) {
                return comeBack(e);
            }
            throw e;
        }
    }

    /** Closed just when it was taken from the pool, for instance: the Kubernetes client passes on what its HTTP client says. */
    static boolean isOfTheConnection(RuntimeException e) {
        return e instanceof CompletionException || e.getClass().getName().startsWith("io.vertx.");
    }

    private Optional<JobOutcome> comeBack(RuntimeException e) {
        LOG.warn("Kubernetes does not tell how job {} stands; asked again soon: {}", job.name(), e.getMessage());
        return Optional.empty();
    }

    /** The job runs on whether or not the API server can be reached: what may pass is waited for. */
    private Optional<JobOutcome> goOnOrFail(KubernetesClientException e) throws InterruptedException {
        if (e.getCause() instanceof InterruptedIOException) {
            Thread.interrupted();
            throw new InterruptedException("Stopped while job " + job.name() + " goes on");
        }
        if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            // another replica was faster, and the next look finds what it did
            watch.nudge();
            return Optional.empty();
        }
        if (mayPass(e)) {
            return comeBack(e);
        }
        throw new IllegalStateException(
                "Kubernetes refuses job " + job.name() + " (" + e.getCode() + "): " + e.getMessage(), e);
    }

    private Optional<JobOutcome> missing() {
        if (awaited != null) {
            return removedByAnother();
        }
        jobs().resource(template().jobFor(job)).create();
        LOG.info("Started Job {} from template {}", job.name(), template);
        watch.nudge();
        return Optional.empty();
    }

    /** Another replica removes a Job that no node takes, and starts the fallback under its name a moment later. */
    private Optional<JobOutcome> removedByAnother() {
        if (missingSince == null) {
            missingSince = clock.instant();
        }
        var patience = settings.lookEvery().multipliedBy(2);
        return clock.instant().isBefore(missingSince.plus(patience))
                ? Optional.empty()
                : Optional.of(outcome(JobProgram.FAILED, "Somebody has removed its Job " + job.name()));
    }

    private JobTemplate template() {
        var cronJob = client.batch()
                .v1()
                .cronjobs()
                .inNamespace(settings.namespace())
                .withName(template)
                .get();
        if (cronJob == null) {
            throw new IllegalStateException("There is no job template: expected a CronJob " + template
                    + " in the namespace " + settings.namespace());
        }
        return new JobTemplate(cronJob);
    }

    private Optional<JobOutcome> observe(Job found) throws InterruptedException {
        var pods = pods(found);
        pods.forEach(pod -> JobState.ran(pod, clock.instant()).ifPresent(time -> ran.put(uid(pod), time)));
        followNewest(pods);
        var state = JobState.of(found, pods);
        countWaiting(state.phase() == JobState.Phase.UNSCHEDULABLE || state.phase() == JobState.Phase.STUCK);
        return switch (state.phase()) {
            case STARTING -> {
                pendingSince = null;
                say(STARTING);
                yield Optional.empty();
            }
            case UNSCHEDULABLE, STUCK -> pending(found, pods, state);
            case RUNNING -> {
                pendingSince = null;
                sayLost(pods);
                yield Optional.empty();
            }
            case SUCCEEDED, FAILED -> Optional.of(ended(found, state));
        };
    }

    private Optional<JobOutcome> pending(Job found, List<Pod> pods, JobState state) {
        if (pendingSince == null) {
            pendingSince = clock.instant();
        }
        var why = pods.isEmpty() ? refusal(found).orElse(state.why()) : state.why();
        say(why.equals(JobState.NO_POD) ? STARTING : "Pending: " + why);
        if (clock.instant().isBefore(pendingSince.plus(settings.pendingWait()))) {
            return Optional.empty();
        }
        var fallsBack = state.phase() == JobState.Phase.UNSCHEDULABLE && mayFallBack();
        remove(found);
        pendingSince = null;
        if (fallsBack) {
            template += JobTemplate.FALLBACK;
            awaited = null;
            fallbacks.increment();
            say("No node took it within " + settings.pendingWait().toSeconds() + " s; it runs as " + template
                    + " instead: " + why);
            return Optional.empty();
        }
        return Optional.of(outcome(
                JobProgram.FAILED,
                "It was still pending after " + settings.pendingWait().toSeconds() + " s: " + why));
    }

    private boolean mayFallBack() {
        return settings.whenPending() == WhenPending.FALL_BACK
                && !template.endsWith(JobTemplate.FALLBACK)
                && client.batch()
                                .v1()
                                .cronjobs()
                                .inNamespace(settings.namespace())
                                .withName(template + JobTemplate.FALLBACK)
                                .get()
                        != null;
    }

    /** Why a pod could not even be made: only an event says so. */
    private Optional<String> refusal(Job found) {
        return client
                .v1()
                .events()
                .inNamespace(settings.namespace())
                .withField("involvedObject.uid", uid(found))
                .list()
                .getItems()
                .stream()
                .filter(event -> "Warning".equals(event.getType()))
                .max(Comparator.comparing(
                        Event::getLastTimestamp, Comparator.nullsFirst(Comparator.<String>naturalOrder())))
                .map(Event::getMessage);
    }

    private JobOutcome ended(Job found, JobState state) throws InterruptedException {
        if (log != null) {
            log.finish(REST_OF_THE_LOG);
        }
        markReported(found);
        return outcome(state.exitCode(), state.why());
    }

    private JobOutcome outcome(int exitCode, String why) {
        var lines = new ArrayList<>(output.lastLines());
        if (why != null) {
            lines.add(why);
        }
        return new JobOutcome(exitCode, lines, ran.values().stream().reduce(Duration.ZERO, Duration::plus));
    }

    /** Who asks for that work again would else be told this outcome once more: it is worth some attempts. */
    private void markReported(Job found) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                jobs().withName(job.name())
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"uid\":\"" + uid(found) + "\",\"annotations\":{\"" + REPORTED
                                        + "\":\"true\"}}}");
                return;
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS_TO_REPORT || !mayPass(e)) {
                    LOG.warn("Failed to write down on Job {} that its outcome is known", job.name(), e);
                    return;
                }
                LOG.warn("Job {} is told again that its outcome is known: {}", job.name(), e.getMessage());
                watch.await(settings.lookEvery());
            }
        }
    }

    private static boolean mayPass(RuntimeException e) {
        return e instanceof KubernetesClientException refusal ? mayPass(refusal) : isOfTheConnection(e);
    }

    private static boolean mayPass(KubernetesClientException e) {
        return e.getCode() <= 0
                || e.getCode() == TOO_MANY_REQUESTS
                || e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    private void followNewest(List<Pod> pods) throws InterruptedException {
        var newest = JobState.newest(pods).filter(JobState::hasStarted);
        if (newest.isPresent() && (log == null || !log.uid().equals(uid(newest.get())))) {
            if (log != null) {
                log.finish(REST_OF_THE_LOG);
                log.close();
            }
            log = PodLog.follow(client, newest.get(), output);
        }
    }

    private void sayLost(List<Pod> pods) {
        if (pods.size() > 1) {
            pods.stream()
                    .filter(pod -> pod != JobState.newest(pods).orElseThrow())
                    .map(JobState::lost)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(why -> say("Started again, because a pod was lost: " + why));
        }
    }

    private List<Pod> pods(Job found) {
        return client
                .pods()
                .inNamespace(settings.namespace())
                .withLabel(JobWatch.JOB_NAME_LABEL, job.name())
                .list()
                .getItems()
                .stream()
                // those of an earlier Job of that name may still be going away
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(uid(found))))
                .toList();
    }

    /** Says a thing once. */
    private void say(String message) {
        if (!message.equals(said)) {
            said = message;
            LOG.info("{}: {}", job.name(), message);
            progress.accept(new JobProgress(0, 0, null, message));
        }
    }

    private void countWaiting(boolean waits) {
        if (waits != counted) {
            counted = waits;
            waiting.add(waits ? 1 : -1);
        }
    }

    private void remove(Job found) {
        jobs().resource(found)
                .lockResourceVersion(found.getMetadata().getResourceVersion())
                .delete();
    }

    private static Optional<String> templateOf(Job found) {
        return found.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals("CronJob"))
                .map(OwnerReference::getName)
                .findFirst();
    }

    private static boolean isReported(Job found) {
        var annotations = found.getMetadata().getAnnotations();
        return annotations != null && annotations.containsKey(REPORTED);
    }

    private static String uid(HasMetadata object) {
        return object.getMetadata().getUid();
    }

    private NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs() {
        return client.batch().v1().jobs().inNamespace(settings.namespace());
    }

    /** Stops looking; the Job goes on. */
    @Override
    public void close() {
        countWaiting(false);
        watch.close();
        if (log != null) {
            log.close();
        }
    }
}
