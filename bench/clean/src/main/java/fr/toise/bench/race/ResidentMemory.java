package fr.toise.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The most memory that the processes started while this is open held at a time, each at its own worst moment. Linux
 * keeps that figure for every process until it ends; it is asked for often enough not to miss more than its last moments.
 */
final class ResidentMemory implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final Set<Long> before;
    private final Map<Long, Long> peakKiB = new ConcurrentHashMap<>();
    private final Thread watch;

    ResidentMemory() {
        this.before =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        this.watch = new Thread(this::watch, "resident-memory");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (true) {
                ProcessHandle.current()
                        .descendants()
                        .map(ProcessHandle::pid)
                        .filter(pid -> !before.contains(pid))
                        .forEach(this::look);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException closed) {
            // has seen enough
        }
    }

    private void look(long pid) {
        try {
            for (var line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakKiB.merge(pid, Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                }
            }
        } catch (IOException ended) {
            // between being listed and being looked at
        }
    }

    long peakMiB() {
        return peakKiB.values().stream().mapToLong(Long::longValue).sum() >> 10;
    }

    @Override
    public void close() throws InterruptedException {
        watch.interrupt();
        watch.join();
    }
}
