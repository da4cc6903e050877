package fr.toise.cli.up;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the services how they are, again and again, beside whoever draws. */
final class Poller implements AutoCloseable {

    private static final Duration WHILE_IT_MOVES = Duration.ofMillis(500);
    private static final Duration AT_REST = Duration.ofSeconds(2);
    private static final int ROUNDS_UNTIL_AT_REST = 20;
    private static final int FAILURES_WORTH_A_WORD = 10;

    private final Supplier<PipelineState> round;
    private final Thread thread;
    private volatile Polled latest = new Polled(0, PipelineState.UNKNOWN);
    private int roundsAtRest;
    private int failures;
    private volatile RuntimeException persisting;

    /** @param number counts the rounds that came to an end */
    record Polled(long number, PipelineState state) {}

    Poller(Supplier<PipelineState> round) {
        this.round = round;
        thread = new Thread(this::run, "poller");
        thread.setDaemon(true);
        thread.start();
    }

    Polled latest() {
        return latest;
    }

    /** Why the latest is old: what every round ends with for a while now. */
    Optional<RuntimeException> trouble() {
        return Optional.ofNullable(persisting);
    }

    /** Before the services are stopped: one that is still asked takes its time over it. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                askAll();
                Thread.sleep((roundsAtRest < ROUNDS_UNTIL_AT_REST ? WHILE_IT_MOVES : AT_REST).toMillis());
            }
        } catch (InterruptedException closed) {
            // nobody wants to know any more
        }
    }

    private void askAll() {
        try {
            var state = round.get();
            roundsAtRest = state.outcome().isPresent() ? roundsAtRest + 1 : 0;
            latest = new Polled(latest.number() + 1, state);
            failures = 0;
            persisting = null;
        } catch (RuntimeException e) {
            // one answer that can't be read must not end the asking; when interrupted, the sleep that follows ends it
            roundsAtRest = 0;
            failures++;
            persisting = failures < FAILURES_WORTH_A_WORD ? null : e;
        }
    }
}
