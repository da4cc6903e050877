package fr.toise.cli.up;

import fr.toise.cli.services.OperatorPassword;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A program that was started: its process, its log, and the note for the next {@code ./toise up} that it is there. */
final class RunningProgram {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int LAST_LINES = 25;
    private static final int TAIL_BYTES = 64 * 1024;

    private final String name;
    private final Process process;
    private final Path log;
    private final PidFile pidFile;

    private RunningProgram(String name, Process process, Path log, PidFile pidFile) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    static RunningProgram start(Program program, DataFolder data) {
        var log = data.logs().resolve(program.name() + ".log");
        var command = new ArrayList<String>();
        // Ctrl-C and a closed terminal reach every process in it; these have to wait for their turn to be stopped
        command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.addAll(program.command());
        try {
            keepThePreviousLog(log);
            data.emptyTemporary(program.name());
            var builder = new ProcessBuilder(command)
                    .directory(data.path().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // only for those that are to have it
            builder.environment().remove(OperatorPassword.VARIABLE);
            builder.environment().putAll(program.environment());
            var process = builder.start();
            var pidFile = PidFile.in(data.run(), program.name());
            pidFile.write(process.toHandle());
            return new RunningProgram(program.name(), process, log, pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start " + program.name(), e);
        }
    }

    private static void keepThePreviousLog(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Whether a line of its log starts so. */
    boolean hasSaid(String prefix) {
        return lines().stream().anyMatch(line -> line.startsWith(prefix));
    }

    /** How it ended and the end of its log, for a person: what was said, and not where in the program. */
    String obituary() {
        var lines = lines().stream()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .toList();
        return "%s ended with exit code %d. The end of %s:%n%s"
                .formatted(
                        name,
                        process.exitValue(),
                        log,
                        String.join(
                                System.lineSeparator(),
                                lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    private List<String> lines() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            var tail = new byte[(int) Math.min(TAIL_BYTES, file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read " + log, e);
        }
    }

    void stop() {
        Stopping.stop(process.toHandle(), GRACE);
        pidFile.delete();
    }
}
