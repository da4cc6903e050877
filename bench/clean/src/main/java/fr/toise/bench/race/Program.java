package fr.toise.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command that leaves its sales in a folder.
 *
 * @param sales folder that is emptied before each run
 */
public record Program(String name, List<String> command, Path sales, boolean appliesOurRules) implements Contestant {

    private static final int LAST_CHARACTERS = 2_000;

    @Override
    public void prepare() {
        Folders.empty(sales);
    }

    @Override
    public void run() throws InterruptedException {
        var log = sales.resolveSibling(sales.getFileName() + ".log");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            int exitCode = awaitEnd(process);
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "%s ended with exit code %d:%n%s".formatted(name, exitCode, lastWords(log)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start " + name, e);
        }
    }

    private static int awaitEnd(Process process) throws InterruptedException {
        // it would go on when this is stopped
        var end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(end);
        return exitCode;
    }

    private static String lastWords(Path log) throws IOException {
        var text = Files.readString(log);
        return text.substring(Math.max(0, text.length() - LAST_CHARACTERS));
    }
}
