package fr.toise.contracts.store;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The last object written under a prefix; without it, what lies there does not exist.
 *
 * @param id          last part of the prefix, derived from the inputs
 * @param inputs      what it was made from: URLs, URIs and settings, one each
 * @param codeVersion version of the program that made it
 * @param objects     every other object under the prefix
 */
public record Manifest(String id, List<String> inputs, String codeVersion, Instant createdAt, List<Entry> objects) {

    public static final String NAME = "manifest.json";

    public Manifest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(createdAt, "createdAt");
        inputs = List.copyOf(inputs);
        objects = List.copyOf(objects);
    }

    /**
     * One object.
     *
     * @param name key relative to the prefix
     */
    public record Entry(String name, long bytes, String sha256) {

        public Entry {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }
}
