package fr.toise.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

final class Folders {

    private Folders() {}

    /** Makes the folder, or removes what is in it. */
    static Path empty(Path folder) {
        delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to make " + folder, e);
        }
    }

    /** Whether there is a file in the folder whose name ends so. */
    static boolean holds(Path folder, String suffix) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(suffix));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look into " + folder, e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to remove " + folder, e);
        }
    }
}
