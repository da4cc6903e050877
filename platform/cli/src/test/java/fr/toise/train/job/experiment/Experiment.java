package fr.toise.train.job.experiment;

import java.nio.file.Files;
import java.nio.file.Path;

/** Named as the program that trains. Leaves a temporary file, and says beside its jar where. */
public final class Experiment {

    private Experiment() {}

    public static void main(String[] arguments) throws Exception {
        var temporary = System.getProperty("java.io.tmpdir");
        Files.writeString(Path.of(System.getProperty("java.class.path")).resolveSibling("temporary"), temporary);
        Files.createFile(Path.of(temporary, "lib_lightgbm.so"));
    }
}
