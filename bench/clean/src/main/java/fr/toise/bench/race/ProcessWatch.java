package fr.toise.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the processes that are started while this is open take of the machine. Linux counts both until a process ends;
 * it is asked often enough to miss no more than the last moments.
 */
final class ProcessWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;

    private final Set<Long> before;
    private final Map<Long, Long> peakKiB = new ConcurrentHashMap<>();
    private final Map<Long, Duration> processorTime = new ConcurrentHashMap<>();
    private final Thread watch;

    ProcessWatch() {
        this.before =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        this.watch = new Thread(this::watch, "process-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (true) {
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> !before.contains(process.pid()))
                        .forEach(this::look);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException closed) {
            // has seen enough
        }
    }

    private void look(ProcessHandle process) {
        process.info().totalCpuDuration().ifPresent(time -> processorTime.put(process.pid(), time));
        try {
            for (var line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
                if (line.startsWith("VmHWM:")) {
                    peakKiB.merge(process.pid(), Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                }
            }
        } catch (IOException ended) {
            // between being listed and being looked at
        }
    }

    /** The most memory that they held: the sum of each one's own peak. */
    long peakMiB() {
        return peakKiB.values().stream().mapToLong(Long::longValue).sum() >> 10;
    }

    /** User and system time of all of them. */
    double processorSeconds() {
        return processorTime.values().stream().mapToLong(Duration::toMillis).sum() / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        watch.interrupt();
        watch.join();
    }
}
