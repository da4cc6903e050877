package fr.toise.train.job.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** Where the state of an unfinished training is kept, whole or not at all. */
public interface Checkpoints {

    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<InputStream> open(String name) {
            return Optional.empty();
        }

        @Override
        public void put(String name, Path file) {}

        @Override
        public boolean isDue() {
            return false;
        }
    };

    /** The newest state of that name; empty when there is none. The caller closes it. */
    Optional<InputStream> open(String name) throws IOException;

    /** Replaces the state of that name with the content of a file. */
    void put(String name, Path file) throws IOException;

    /** Whether enough time has gone by since the last one. */
    boolean isDue();
}
