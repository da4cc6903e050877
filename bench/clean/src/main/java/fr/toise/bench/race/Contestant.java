package fr.toise.bench.race;

import java.nio.file.Path;

/** A program that cleans the files. */
public interface Contestant {

    String name();

    /** Clears away what the last run left. */
    default void prepare() {}

    /**
     * Starts the program and waits for its end: this is what is timed.
     *
     * @throws IllegalStateException when it fails
     */
    void run() throws InterruptedException;

    /** The folder with the parquet that the last run left. */
    Path sales();

    /** Whether its sales have to be the same as those of the others. */
    default boolean appliesOurRules() {
        return true;
    }
}
