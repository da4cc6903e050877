package fr.toise.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program as it is started: all of this has to be the same for a class cache to fit.
 *
 * @param name    that no other program with a cache in the same folder has
 * @param options as on the command line
 * @param jars    in the order of the class path
 */
public record JavaProgram(String name, Path javaHome, List<String> options, List<Path> jars, String mainClass) {

    private static final String MAIN_OF_QUARKUS = "io.quarkus.runner.GeneratedMain";

    /** As the manifest of {@code quarkus-run.jar} says: from Java 24 on its threads end in an error without. */
    private static final String OPENED_BY_QUARKUS = "--add-opens=java.base/java.lang=ALL-UNNAMED";

    /** What Quarkus has changed or made comes before what it is made of. */
    private static final List<String> FOLDERS_OF_QUARKUS = List.of("quarkus", "app", "lib/boot", "lib/main");

    /** A job's, with every jar of a folder. */
    static JavaProgram of(Path javaHome, List<String> options, Path libraries, String mainClass) throws IOException {
        return new JavaProgram(mainClass, javaHome, options, jars(libraries), mainClass);
    }

    /**
     * A service's on the JVM's own class path, for a cache serves no other class loader.
     *
     * @param app the folder {@code quarkus-app} of a build
     */
    public static JavaProgram ofQuarkus(String name, Path javaHome, List<String> options, Path app) throws IOException {
        var jars = new ArrayList<Path>();
        for (var folder : FOLDERS_OF_QUARKUS) {
            jars.addAll(jars(app.resolve(folder)));
        }
        var all = new ArrayList<>(options);
        all.add(OPENED_BY_QUARKUS);
        return new JavaProgram(name, javaHome, all, jars, MAIN_OF_QUARKUS);
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            // sorted, for a class cache is good for one order only, and that of a wildcard is the file system's
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The command line up to where the main class comes. */
    public List<String> command(List<String> moreOptions) {
        var command = new ArrayList<String>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(moreOptions);
        command.add("-cp");
        command.add(jars.stream().map(Path::toString).collect(Collectors.joining(":")));
        return command;
    }
}
