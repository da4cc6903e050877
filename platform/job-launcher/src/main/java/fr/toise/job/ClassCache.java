package fr.toise.job;

import fr.toise.contracts.store.ObjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One program's classes in a file that its next run maps instead of loading them, and the flags for it: HotSpot's class
 * data sharing. A list of classes costs the recorded run next to nothing, where JDK 25's AOT recording doubled it.
 *
 * @param file named after all that it depends on, so that whatever changes makes another
 */
record ClassCache(JavaProgram program, Path file) {

    static final String SUFFIX = ".jsa";

    /** With any of these the operator has decided on class data sharing already. */
    private static final List<String> CHOSEN_BY_HAND = List.of("-Xshare", "-XX:SharedArchiveFile", "-XX:AOT");

    /** Variables that the JVM takes options from. */
    private static final List<String> OPTION_VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    static ClassCache of(JavaProgram program, Path folder) throws IOException {
        return new ClassCache(program, folder.resolve(program.name() + "-" + fingerprint(program) + SUFFIX));
    }

    static boolean chosenByHand(JavaProgram program) {
        return program.options().stream()
                .anyMatch(option -> CHOSEN_BY_HAND.stream().anyMatch(option::startsWith));
    }

    /** For a run that writes down which classes it loads. */
    static List<String> recording(Path classes) {
        return List.of("-XX:DumpLoadedClassList=" + classes);
    }

    /** For a run with the cache, which does without where it does not fit or is damaged. */
    List<String> using() {
        return List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + file, "-XX:+VerifySharedSpaces");
    }

    /** The whole command that makes a cache of recorded classes, and runs nothing of the program. */
    List<String> creation(Path classes, Path made) {
        return program.command(List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-Xshare:dump",
                "-XX:SharedClassListFile=" + classes,
                "-XX:SharedArchiveFile=" + made));
    }

    private static String fingerprint(JavaProgram program) throws IOException {
        var inputs = new ArrayList<String>();
        // says version, build and vendor
        inputs.add(Files.readString(program.javaHome().resolve("release")));
        inputs.addAll(program.options());
        OPTION_VARIABLES.forEach(variable -> inputs.add(String.valueOf(System.getenv(variable))));
        inputs.add(program.mainClass());
        for (var jar : program.jars()) {
            inputs.add(jar.toString());
            inputs.add(Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis());
        }
        return ObjectLayout.nameFor(inputs);
    }
}
