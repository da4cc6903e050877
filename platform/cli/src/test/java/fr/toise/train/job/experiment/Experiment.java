package fr.toise.train.job.experiment;

import java.nio.file.Files;
import java.nio.file.Path;

/** Named as the program that trains. Leaves a temporary file, and says beside its jar where, and what it was told. */
public final class Experiment {

    private Experiment() {}

    public static void main(String[] arguments) throws Exception {
        var temporary = System.getProperty("java.io.tmpdir");
        var jar = Path.of(System.getProperty("java.class.path"));
        Files.writeString(jar.resolveSibling("temporary"), temporary);
        Files.copy(Path.of(arguments[0]), jar.resolveSibling("arguments"));
        Files.createFile(Path.of(temporary, "lib_lightgbm.so"));
    }
}
