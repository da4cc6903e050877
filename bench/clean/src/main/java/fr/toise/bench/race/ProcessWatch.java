package fr.toise.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the processes that are started while this is open take of the machine. Linux counts both until a process ends;
 * it is asked often enough to miss no more than the last moments.
 */
final class ProcessWatch implements AutoCloseable {

    private static final long PAUSE_MILLIS = 20;
    private static final double TICKS_A_SECOND = 100;

    private final Set<Long> before;
    private final Map<Long, Long> peakKiB = new ConcurrentHashMap<>();
    private final Map<Long, Duration> processorTime = new ConcurrentHashMap<>();
    private final double busyBefore;
    private final double oursBefore;
    private final Thread watch;

    ProcessWatch() {
        this.before =
                ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
        this.busyBefore = busySeconds();
        this.oursBefore = secondsOfThoseBefore();
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

    /** What programs that have nothing to do with the benchmark took of the processors meanwhile. */
    double othersSeconds() {
        double ours = processorSeconds() + secondsOfThoseBefore() - oursBefore;
        return Math.max(0, busySeconds() - busyBefore - ours);
    }

    /** The benchmark itself, and the object store. */
    private double secondsOfThoseBefore() {
        return Stream.concat(
                                Stream.of(ProcessHandle.current()),
                                before.stream().flatMap(pid -> ProcessHandle.of(pid).stream()))
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum()
                / 1e3;
    }

    /** Of all processors since the machine was started. */
    private static double busySeconds() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            // user, nice, system, idle, waiting for a disk, interrupts, soft interrupts, stolen by another machine
            var ticks = lines.findFirst().orElseThrow().split("\\s+");
            return Stream.of(1, 2, 3, 6, 7, 8)
                            .mapToLong(at -> Long.parseLong(ticks[at]))
                            .sum()
                    / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read /proc/stat", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        watch.interrupt();
        watch.join();
    }
}
