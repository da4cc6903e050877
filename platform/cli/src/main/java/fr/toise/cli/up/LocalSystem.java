package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.localstack.StackServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The processes that run. */
final class LocalSystem {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Those first that need the others. */
    private static final List<String> STOPPED_IN_ORDER =
            List.of(Programs.PREDICT, Programs.TRAIN, Programs.CLEAN, Programs.INGEST, Programs.S3, Programs.KAFKA);

    private final List<RunningProgram> running = new ArrayList<>();
    private final DataFolder data;
    private boolean closed;

    LocalSystem(DataFolder data) {
        this.data = data;
    }

    /**
     * Stops what an earlier run left behind because it was killed itself.
     *
     * @return the names of what was stopped
     */
    static List<String> stopLeftovers(DataFolder data) {
        var stopped = new ArrayList<String>();
        for (var name : STOPPED_IN_ORDER) {
            var pidFile = PidFile.in(data.run(), name);
            pidFile.process().ifPresent(process -> {
                Stopping.stop(process, GRACE);
                stopped.add(name);
            });
            pidFile.delete();
        }
        return stopped;
    }

    synchronized RunningProgram start(Program program) {
        if (closed) {
            throw new CommandFailure("Stopped before " + program.name() + " was started");
        }
        var started = RunningProgram.start(program, data);
        running.add(started);
        return started;
    }

    /** Waits until a server of the local stack says that it answers. */
    void awaitReady(RunningProgram server) throws InterruptedException {
        var deadline = System.nanoTime() + START.toNanos();
        while (!server.hasSaid(StackServer.READY)) {
            if (!server.alive()) {
                throw new CommandFailure(server.obituary());
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(server.name() + " does not answer after " + START.toSeconds()
                        + " s; its log is in " + data.logs());
            }
            Thread.sleep(50);
        }
    }

    /** The first that is not alive any more, though nobody stopped it. */
    synchronized Optional<RunningProgram> dead() {
        return closed
                ? Optional.empty()
                : running.stream().filter(program -> !program.alive()).findFirst();
    }

    /** Does nothing the second time. */
    synchronized void stop(Consumer<String> say) {
        closed = true;
        if (running.isEmpty()) {
            return;
        }
        say.accept("Stopping everything, in order");
        for (var name : STOPPED_IN_ORDER) {
            running.stream().filter(program -> program.name().equals(name)).forEach(RunningProgram::stop);
        }
        running.clear();
        say.accept("Stopped.");
    }
}
