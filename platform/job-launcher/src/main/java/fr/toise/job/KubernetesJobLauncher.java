package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Runs a job as a Kubernetes Job made from a template. It outlives this process: the next one, or another replica, finds it by its name
 * and waits for it. May be called by many threads at once.
 */
public final class KubernetesJobLauncher implements JobLauncher {

    /** What becomes of a job that no node can take. */
    public enum WhenPending {
        /** Its fallback template is used instead, where there is one. */
        FALL_BACK,
        FAIL
    }

    /**
     * @param namespace   of the templates and the Jobs
     * @param template    that every program is run as, for those of one image; null when each has one that is named after it
     * @param pendingWait how long a job may wait for a node
     * @param lookEvery   how often to ask the API server while no watch says that something changed
     */
    public record Settings(
            String namespace, String template, Duration pendingWait, WhenPending whenPending, Duration lookEvery) {}

    private final KubernetesClient client;
    private final Settings settings;
    private final InstantSource clock;
    private final LongAdder waiting = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();

    /** @param client closed with this */
    public KubernetesJobLauncher(KubernetesClient client, Settings settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * With the service account of the pod that this runs in, in its namespace; elsewhere as kubectl would.
     *
     * @param template see {@link Settings}
     */
    public static KubernetesJobLauncher connect(
            String template, Duration pendingWait, WhenPending whenPending, Duration lookEvery) {
        var client = new KubernetesClientBuilder().build();
        var namespace = client.getNamespace();
        if (namespace == null) {
            client.close();
            throw new IllegalStateException(
                    "toise.jobs.launcher is kubernetes, and this is neither a pod nor does a kubeconfig name a namespace");
        }
        return new KubernetesJobLauncher(
                client, new Settings(namespace, template, pendingWait, whenPending, lookEvery), InstantSource.system());
    }

    /** @throws IllegalStateException when the API server refuses, with what it says */
    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) throws InterruptedException {
        try (var run = new KubernetesRun(client, settings, clock, job, progress, waiting, fallbacks)) {
            return run.toItsEnd();
        }
    }

    /** How many jobs wait right now: for a node, their turn, or an image or Secret that is not there. */
    public long waiting() {
        return waiting.sum();
    }

    /** How many jobs were started from their fallback template. */
    public long fallbacks() {
        return fallbacks.sum();
    }

    @Override
    public void close() {
        client.close();
    }
}
