package fr.toise.ingest.ingestion;

import fr.toise.ingest.landing.Snapshot;
import fr.toise.ingest.source.SalesSource;

/** Where this look goes. */
sealed interface SourceChoice {

    /** What people should know about the choice; empty where it is what they asked for. */
    String remark();

    /** Whether there would be another one if the site could be reached. */
    default boolean isStopgap() {
        return !remark().isEmpty();
    }

    record Take(SalesSource source, String remark) implements SourceChoice {}

    /** The site can't be reached, and there are real sales already: made-up ones must not take their place. */
    record KeepWhatLanded(String description, Snapshot snapshot, String remark) implements SourceChoice {}
}
