package fr.toise.job;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something about a Job may have changed. It only nudges: a watch that breaks is opened again, and while there is none,
 * who waits looks now and then.
 */
final class JobWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);

    static final String JOB_NAME_LABEL = "batch.kubernetes.io/job-name";

    private final String name;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private boolean changed = true;

    private JobWatch(String name) {
        this.name = name;
    }

    static JobWatch open(KubernetesClient client, String namespace, String name) {
        var watch = new JobWatch(name);
        watch.start(client.batch().v1().jobs().inNamespace(namespace).withName(name));
        watch.start(client.pods().inNamespace(namespace).withLabel(JOB_NAME_LABEL, name));
        return watch;
    }

    private <T extends HasMetadata> void start(Informable<T> objects) {
        var informer = objects.runnableInformer(0)
                .exceptionHandler((started, problem) -> {
                    LOG.warn("The watch of job {} was lost and is tried again: {}", name, problem.getMessage());
                    return true;
                })
                .addEventHandler(new ResourceEventHandler<T>() {
                    @Override
                    public void onAdd(T object) {
                        nudge();
                    }

                    @Override
                    public void onUpdate(T before, T after) {
                        nudge();
                    }

                    @Override
                    public void onDelete(T object, boolean unknown) {
                        nudge();
                    }
                });
        informers.add(informer);
        informer.start();
    }

    synchronized void nudge() {
        changed = true;
        notifyAll();
    }

    /** Returns at the next nudge, at once when there was one since the last call, and without one after a while. */
    synchronized void await(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); !changed && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        changed = false;
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
