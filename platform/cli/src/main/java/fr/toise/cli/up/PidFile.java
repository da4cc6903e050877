package fr.toise.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers a process beyond the life of this one. A process is known by its id and the time it was started at, for ids are used again. */
record PidFile(Path file) {

    /** The kernel's idea of when it was booted moves a little with the clock. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static PidFile in(Path run, String name) {
        return new PidFile(run.resolve(name + ".pid"));
    }

    void write(ProcessHandle process) {
        try {
            Files.writeString(
                    file,
                    process.pid() + " " + started(process).orElse(Instant.EPOCH).toEpochMilli() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write " + file, e);
        }
    }

    /** The process, if it is still the same one. */
    Optional<ProcessHandle> process() {
        try {
            var words = Files.readString(file).strip().split(" ");
            var startedAt = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> started(process)
                            .filter(found ->
                                    Duration.between(found, startedAt).abs().compareTo(TOLERANCE) < 0)
                            .isPresent());
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException nothingToFind) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to remove " + file, e);
        }
    }

    private static Optional<Instant> started(ProcessHandle process) {
        return process.info().startInstant();
    }
}
