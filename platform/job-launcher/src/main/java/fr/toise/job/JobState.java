package fr.toise.job;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the API server says of a Job and its pods, read as one answer.
 *
 * @param why      for a person; null where the program's own last words say it
 * @param exitCode one of {@link JobProgram}
 */
record JobState(Phase phase, String why, int exitCode) {

    enum Phase {
        /** On its way: its image is being fetched, for instance. */
        STARTING,
        /** No node can take it, or it may not start yet. */
        UNSCHEDULABLE,
        /** It has a node, and what it asks for is wrong: an image or a Secret is not there. */
        STUCK,
        RUNNING,
        SUCCEEDED,
        FAILED
    }

    /** As long as no event says why not, it is only about to get one. */
    static final String NO_POD = "it has no pod yet";

    private static final String DEADLINE_EXCEEDED = "DeadlineExceeded";
    private static final String DISRUPTION_TARGET = "DisruptionTarget";
    private static final String QUEUE = "kueue.x-k8s.io/queue-name";
    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");
    private static final Set<Integer> SAID_BY_THE_PROGRAM =
            Set.of(JobProgram.FAILED, JobProgram.BAD_ARGUMENTS, JobProgram.OUT_OF_MEMORY, JobProgram.REFUSED);

    /** @param pods of this Job, in any order */
    static JobState of(Job job, List<Pod> pods) {
        if (condition(job, "Complete").isPresent()) {
            return new JobState(Phase.SUCCEEDED, null, JobProgram.SUCCEEDED);
        }
        // the second alone is there as long as a pod does not terminate, which one on a dead node never does
        var failed = condition(job, "Failed").or(() -> condition(job, "FailureTarget"));
        if (failed.isPresent()) {
            return failed(job, failed.get(), newest(pods));
        }
        if (job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return waiting(Phase.UNSCHEDULABLE, suspended(job));
        }
        return newest(pods)
                .map(JobState::of)
                // a pod that can't even be made, for a quota for instance, looks the same as one that was not made yet
                .orElseGet(() -> waiting(Phase.UNSCHEDULABLE, NO_POD));
    }

    /** Of pods that were made within one second, the one that was not lost. */
    static Optional<Pod> newest(List<Pod> pods) {
        return pods.stream().max(Comparator.comparing((Pod pod) -> created(pod)).thenComparing(pod -> lost(pod)
                .isEmpty()));
    }

    /** Why a pod went though its program did not end: lost with its node, made room, or was not taken or not kept by its node. */
    static Optional<String> lost(Pod pod) {
        return conditions(pod)
                .filter(condition -> condition.getType().equals(DISRUPTION_TARGET) && isTrue(condition.getStatus()))
                .map(condition -> sentence(condition.getReason(), condition.getMessage()))
                .findFirst()
                // a full volume, or a device that is not there after all, is no disruption to Kubernetes
                .or(() -> Optional.ofNullable(pod.getStatus())
                        .filter(status -> status.getReason() != null)
                        .map(status -> sentence(status.getReason(), status.getMessage())));
    }

    static Optional<ContainerStatus> program(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> container.getName().equals(JobTemplate.CONTAINER))
                        .findFirst();
    }

    /** Whether there is a log to read. */
    static boolean hasStarted(Pod pod) {
        return program(pod)
                .filter(container -> container.getState() != null
                        && (container.getState().getRunning() != null
                                || container.getState().getTerminated() != null))
                .isPresent();
    }

    static Optional<ContainerStateTerminated> end(Pod pod) {
        return program(pod).map(ContainerStatus::getState).map(state -> state.getTerminated());
    }

    /** For how long a pod's program ran, or has run so far; empty where nothing says so. */
    static Optional<Duration> ran(Pod pod, Instant now) {
        return end(pod).filter(end -> end.getStartedAt() != null && end.getFinishedAt() != null)
                .map(end -> Duration.between(Instant.parse(end.getStartedAt()), Instant.parse(end.getFinishedAt())))
                .or(() -> program(pod)
                        .map(ContainerStatus::getState)
                        .map(state -> state.getRunning())
                        .map(running -> Duration.between(Instant.parse(running.getStartedAt()), now)))
                // its node's clock may be ahead
                .filter(time -> !time.isNegative());
    }

    private static JobState of(Pod pod) {
        if (!"Pending"
                .equals(pod.getStatus() == null ? "Pending" : pod.getStatus().getPhase())) {
            return new JobState(Phase.RUNNING, null, 0);
        }
        var unscheduled = conditions(pod)
                .filter(condition ->
                        condition.getType().equals("PodScheduled") && "False".equals(condition.getStatus()))
                .findFirst();
        if (unscheduled.isPresent()) {
            return waiting(Phase.UNSCHEDULABLE, unscheduled.get().getMessage());
        }
        return program(pod)
                .map(ContainerStatus::getState)
                .map(state -> state.getWaiting())
                .filter(waiting -> !ON_ITS_WAY.contains(waiting.getReason()))
                .map(waiting -> waiting(Phase.STUCK, sentence(waiting.getReason(), waiting.getMessage())))
                .orElseGet(() -> waiting(Phase.STARTING, null));
    }

    private static JobState waiting(Phase phase, String why) {
        return new JobState(phase, why, 0);
    }

    private static String suspended(Job job) {
        var labels = job.getMetadata().getLabels();
        return labels != null && labels.containsKey(QUEUE)
                ? "it waits for its turn in the queue " + labels.get(QUEUE)
                : "it is suspended";
    }

    private static JobState failed(Job job, JobCondition condition, Optional<Pod> pod) {
        if (DEADLINE_EXCEEDED.equals(condition.getReason())) {
            var deadline = job.getSpec().getActiveDeadlineSeconds();
            return failure("It was stopped because it was not done after "
                    + (deadline == null ? "its deadline" : inWords(Duration.ofSeconds(deadline)) + ", its deadline"));
        }
        var end = pod.flatMap(JobState::end);
        if (end.isPresent() && "OOMKilled".equals(end.get().getReason())) {
            return failure("It was killed because it took more memory than its limit"
                    + pod.flatMap(JobState::memoryLimit)
                            .map(limit -> " of " + limit)
                            .orElse(""));
        }
        var lost = pod.flatMap(JobState::lost);
        if (lost.isPresent()) {
            return failure("Its pod was lost: " + lost.get());
        }
        if (end.isPresent() && SAID_BY_THE_PROGRAM.contains(end.get().getExitCode())) {
            return new JobState(Phase.FAILED, null, end.get().getExitCode());
        }
        return failure(end.map(ended -> "It ended with exit code " + ended.getExitCode() + ". ")
                        .orElse("")
                + sentence(condition.getReason(), condition.getMessage()));
    }

    private static JobState failure(String why) {
        return new JobState(Phase.FAILED, why, JobProgram.FAILED);
    }

    private static Optional<String> memoryLimit(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(JobTemplate.CONTAINER))
                .map(container -> container.getResources())
                .filter(resources -> resources != null
                        && resources.getLimits() != null
                        && resources.getLimits().containsKey("memory"))
                .map(resources -> resources.getLimits().get("memory").toString())
                .findFirst();
    }

    private static String inWords(Duration duration) {
        return duration.toString()
                .substring(2)
                .replaceAll("(?<=[HMS])(?=\\d)", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String sentence(String reason, String message) {
        return Stream.of(reason, message)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(": "));
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals(type) && isTrue(condition.getStatus()))
                        .findFirst();
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }

    private static boolean isTrue(String status) {
        return "True".equals(status);
    }

    private static Instant created(Pod pod) {
        var at = pod.getMetadata().getCreationTimestamp();
        return at == null ? Instant.EPOCH : Instant.parse(at);
    }
}
