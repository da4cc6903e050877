package fr.toise.cli.services;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders and all that is in them. */
public final class Folders {

    private Folders() {}

    /** Follows no links; what is gone already is no failure. */
    public static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            for (var file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
