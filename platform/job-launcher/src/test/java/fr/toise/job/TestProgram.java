package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A job that does as it is told. */
final class TestProgram {

    record Arguments(String what, String file) {}

    private TestProgram() {}

    public static void main(String[] commandLine) {
        JobProgram.main(commandLine, Arguments.class, (arguments, progress) -> {
            switch (arguments.what()) {
                case "succeed" -> {
                    System.out.println("a line for the log");
                    progress.accept(new JobProgress(1, 2, "halves", "half way"));
                    Files.writeString(Path.of(arguments.file()), System.getenv("TOLD"));
                }
                case "tell its process" ->
                    Files.writeString(
                            Path.of(arguments.file()),
                            String.valueOf(ProcessHandle.current().pid()));
                case "fail" -> throw new IOException("something broke");
                case "fail at length" ->
                    throw new IllegalStateException(
                            "the stage failed\n\tat some.Place\nDriver stacktrace:",
                            new IOException("no space left\non the device"));
                case "refuse" -> throw new JobProgram.RefusedException("this input is of no use");
                case "fill the heap" -> {
                    var heap = new ArrayList<long[]>();
                    while (true) {
                        heap.add(new long[1 << 20]);
                    }
                }
                case "wait" -> {
                    Files.writeString(
                            Path.of(arguments.file()),
                            String.valueOf(ProcessHandle.current().pid()));
                    Thread.sleep(600_000);
                }
                default -> throw new IllegalArgumentException(arguments.what());
            }
        });
    }

    /** The classpath of the tests as a folder of jars, which is what the launcher takes. */
    static Path jars(Path folder) throws IOException {
        var jars = Files.createDirectories(folder.resolve("jars"));
        int count = 0;
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var path = Path.of(entry);
            var jar = jars.resolve(count++ + ".jar");
            if (Files.isDirectory(path)) {
                pack(path, jar);
            } else if (Files.exists(path)) {
                Files.copy(path, jar);
            }
        }
        return jars;
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    out.putNextEntry(
                            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                    Files.copy(file, out);
                    out.closeEntry();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
