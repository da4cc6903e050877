package fr.toise.job;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what a pod's program says to its end, over however many connections that takes. Every line is read once. */
final class PodLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PodLog.class);
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final KubernetesClient client;
    private final Pod pod;
    private final JobOutput output;
    private final Thread reader;
    private Instant read = Instant.MIN;
    private boolean ended;

    private PodLog(KubernetesClient client, Pod pod, JobOutput output) {
        this.client = client;
        this.pod = pod;
        this.output = output;
        this.reader = new Thread(this::follow, "log-" + pod.getMetadata().getName());
        this.reader.setDaemon(true);
    }

    static PodLog follow(KubernetesClient client, Pod pod, JobOutput output) {
        var log = new PodLog(client, pod, output);
        log.reader.start();
        return log;
    }

    String uid() {
        return pod.getMetadata().getUid();
    }

    /** Tells that the program has ended, and waits until all that it said is read. */
    void finish(Duration atMost) throws InterruptedException {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        reader.join(atMost.toMillis());
    }

    private void follow() {
        try {
            long pause = PAUSE_MILLIS;
            for (boolean last = false; !last; ) {
                var before = read;
                last = hasEnded();
                readOneConnection();
                pause = read.equals(before) ? Math.min(2 * pause, LONGEST_PAUSE_MILLIS) : PAUSE_MILLIS;
                pause(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /** A connection that ends says nothing of the program: it may be the program's end, a proxy's patience or a lost node. */
    private synchronized void pause(long millis) throws InterruptedException {
        if (!ended) {
            wait(millis);
        }
    }

    private void readOneConnection() {
        var alreadyRead = read;
        try (var watch = connect();
                var lines = new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                hear(line, alreadyRead);
            }
        } catch (IOException | RuntimeException e) {
            LOG.info("The log of {} can't be read now: {}", pod.getMetadata().getName(), e.getMessage());
        }
    }

    private LogWatch connect() {
        var log = client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .inContainer(JobTemplate.CONTAINER)
                // its program has started, so there is nothing to wait for
                .withReadyWaitTimeout(null)
                .usingTimestamps();
        return read.equals(Instant.MIN)
                ? log.watchLog()
                : log.sinceTime(read.toString()).watchLog();
    }

    private void hear(String line, Instant alreadyRead) {
        int space = line.indexOf(' ');
        try {
            var at = Instant.parse(space < 0 ? line : line.substring(0, space));
            if (at.isAfter(alreadyRead)) {
                read = at;
                output.line(space < 0 ? "" : line.substring(space + 1));
            }
        } catch (DateTimeParseException notStamped) {
            // not the program's words: the API server or the node says why it has none
            LOG.info("The log of {} can't be read now: {}", pod.getMetadata().getName(), line);
        }
    }

    /** The program goes on, and so does its log without anybody who reads it. */
    @Override
    public void close() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        reader.interrupt();
        try {
            reader.join(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
