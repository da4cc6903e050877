package fr.toise.ingest.landing;

/** Told how far a landing is. */
@FunctionalInterface
public interface LandingProgress {

    /**
     * @param snapshot what is being made, {@code <dataset>/<snapshot>}
     * @param done     bytes read from the source
     * @param total    bytes to read; 0 where that is not known
     */
    void read(String snapshot, long done, long total);
}
