package fr.toise.ingest.fetching;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * How often something is tried and how long is waited in between: twice as long each time, less a random part of it, so that many
 * that failed together do not come back together.
 */
public record Backoff(int attempts, Duration first, Duration longest) {

    private static final Logger LOG = Logger.getLogger(Backoff.class);

    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ": expected at least 1");
        }
    }

    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    /** Tries again after an {@link IOException} that is not final. */
    public <T> T retry(String what, Action<T> action) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.run();
            } catch (IOException e) {
                pauseAfter(attempt, what, e);
            }
        }
    }

    /** Waits until it is time for another attempt; throws the failure where there shall be none. */
    void pauseAfter(int attempt, String what, IOException failure) throws IOException {
        if (attempt >= attempts || isFinal(failure)) {
            throw failure;
        }
        LOG.infof("Failed to %s (%s), attempt %d of %d", what, failure.getMessage(), attempt, attempts);
        try {
            Thread.sleep(pause(attempt).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while waiting to " + what + " again");
        }
    }

    private static boolean isFinal(IOException failure) {
        if (failure instanceof SourceException known) {
            return known.isFinal();
        }
        // a read that timed out is one too, and is worth another attempt
        return failure instanceof InterruptedIOException
                && Thread.currentThread().isInterrupted();
    }

    private Duration pause(int attempt) {
        long doubled = first.toMillis() << Math.min(attempt - 1, 20);
        long full = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
