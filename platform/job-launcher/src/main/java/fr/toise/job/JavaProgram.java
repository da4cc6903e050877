package fr.toise.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A job's program as it is started: all of this has to be the same for a class cache to fit. */
record JavaProgram(Path javaHome, List<String> options, List<Path> jars, String mainClass) {

    /** With every jar of a folder. */
    static JavaProgram of(Path javaHome, List<String> options, Path libraries, String mainClass) throws IOException {
        try (var files = Files.list(libraries)) {
            // sorted, for a class cache is good for one order only, and that of a wildcard is the file system's
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            return new JavaProgram(javaHome, options, jars, mainClass);
        }
    }

    /** The command line up to where the main class comes. */
    List<String> command(List<String> moreOptions) {
        var command = new ArrayList<String>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(moreOptions);
        command.add("-cp");
        command.add(jars.stream().map(Path::toString).collect(Collectors.joining(":")));
        return command;
    }
}
