package fr.toise.service.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One thread that looks for work when it is nudged. Nudges that come while it looks make it look once more, however many they are,
 * so lost, late, repeated and reordered events change nothing.
 */
public final class WorkLoop implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WorkLoop.class);

    /** A look at the store, which does all the work that it finds. */
    @FunctionalInterface
    public interface Look {
        void run() throws Exception;
    }

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final Look look;
    private boolean asked;
    private boolean looking;
    private long looks;
    private long since = System.nanoTime();
    private final Counter failures;

    public WorkLoop(String name, Look look) {
        this.look = look;
        this.failures = Counter.builder("toise.loop.failures")
                .description("Looks that failed; the next one tries again")
                .tag("loop", name)
                .register(Metrics.globalRegistry);
        TimeGauge.builder("toise.loop.looking", this, TimeUnit.SECONDS, WorkLoop::secondsLooking)
                .description(
                        "How long the look that is under way takes, or since it last went on; 0 while there is none")
                .tag("loop", name)
                .register(Metrics.globalRegistry);
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /** Asks for a look; returns at once. */
    public synchronized void nudge() {
        asked = true;
        notifyAll();
    }

    /** Says that the look under way is not stuck, however long it takes: a job of it has begun or ended. */
    public synchronized void goesOn() {
        since = System.nanoTime();
    }

    /** Whether a look is under way or asked for. */
    public synchronized boolean busy() {
        return looking || asked;
    }

    /** How many looks have ended. */
    public synchronized long looks() {
        return looks;
    }

    private synchronized double secondsLooking() {
        return looking ? (System.nanoTime() - since) / 1e9 : 0;
    }

    private synchronized void awaitNudge() throws InterruptedException {
        while (!asked) {
            wait();
        }
        asked = false;
        looking = true;
        since = System.nanoTime();
    }

    private synchronized void looked() {
        looking = false;
        looks++;
    }

    private void run() {
        try {
            while (true) {
                awaitNudge();
                try {
                    look.run();
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception | LinkageError e) {
                    // natives that do not fit the machine come as an Error, and must not end the loop unseen
                    LOG.errorf(e, "%s failed; the next look tries again", thread.getName());
                    failures.increment();
                }
                looked();
            }
        } catch (InterruptedException e) {
            LOG.debugf("%s was stopped", thread.getName());
        } finally {
            stopped();
        }
    }

    private synchronized void stopped() {
        looking = false;
        asked = false;
        ended.countDown();
    }

    /** Interrupts a look that is under way and waits for it to end. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            if (!ended.await(15, TimeUnit.SECONDS)) {
                LOG.warnf("%s does not stop", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
