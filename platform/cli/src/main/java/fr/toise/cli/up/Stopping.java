package fr.toise.cli.up;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: asked first, and killed with all that it started when it does not listen. */
final class Stopping {

    private Stopping() {}

    /** @return whether it went when it was asked */
    static boolean stop(ProcessHandle process, Duration grace) {
        var children = process.descendants().toList();
        process.destroy();
        boolean went = awaitExit(process, grace);
        if (!went) {
            process.destroyForcibly();
            awaitExit(process, grace);
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        return went;
    }

    private static boolean awaitExit(ProcessHandle process, Duration grace) {
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
