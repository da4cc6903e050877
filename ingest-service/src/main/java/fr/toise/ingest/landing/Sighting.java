package fr.toise.ingest.landing;

import fr.toise.ingest.source.FileFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the source looked when a snapshot was last found to be the same as it: what makes the next look cheap. Losing it costs a download.
 *
 * @param announced whether {@code dataset-landed} was said of the snapshot
 */
record Sighting(String source, List<Seen> files, boolean announced, Instant at) {

    /** @param name of the object in the snapshot */
    record Seen(String name, FileFacts facts) {}

    Sighting {
        files = List.copyOf(files);
    }

    Sighting saidSo() {
        return new Sighting(source, files, true, at);
    }

    /** The object that was made of a file which the source says is still the same. */
    Optional<String> unchanged(FileFacts facts) {
        return files.stream()
                .filter(seen -> seen.facts().provesSameAs(facts))
                .map(Seen::name)
                .findFirst();
    }
}
