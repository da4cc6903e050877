package fr.toise.ingest.landing;

/** How a look at the source ended. */
public sealed interface Outcome {

    Snapshot snapshot();

    /**
     * There is a new snapshot.
     *
     * @param bytes of CSV in it
     */
    record Landed(Snapshot snapshot, int downloaded, int copied, long bytes) implements Outcome {}

    /** The source is again what it was at an earlier snapshot, which is the newest now. */
    record Returned(Snapshot snapshot) implements Outcome {}

    /** The source says that nothing was changed. */
    record SameFacts(Snapshot snapshot) implements Outcome {}

    /** The source says otherwise, but nothing was. */
    record SameContents(Snapshot snapshot) implements Outcome {}
}
