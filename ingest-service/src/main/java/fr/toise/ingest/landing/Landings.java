package fr.toise.ingest.landing;

import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.ingest.landing.Sighting.Seen;
import fr.toise.ingest.source.FileFacts;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.SourceFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a snapshot of a source, unless the newest one is already the same. One that has lost an object is made anew. */
public final class Landings {

    private final Snapshots snapshots;
    private final LandingSettings settings;

    public Landings(Snapshots snapshots, LandingSettings settings) {
        this.snapshots = snapshots;
        this.settings = settings;
    }

    /** @throws fr.toise.ingest.fetching.SourceException when the source is not as it should be; then nothing has landed */
    public Outcome land(SalesSource source, List<SourceFile> files, LandingProgress progress) throws IOException {
        var newest = snapshots.newest(source.dataset()).filter(snapshots::isWhole);
        if (newest.isPresent() && looksTheSame(newest.get(), files)) {
            return new Outcome.SameFacts(newest.get());
        }
        var id = id(source, files);
        var earlier = snapshots.find(source.dataset(), id).filter(snapshots::isWhole);
        if (earlier.isPresent()) {
            return again(earlier.get(), newest, source, files);
        }
        return landAnew(source, files, id, newest, progress);
    }

    private boolean looksTheSame(Snapshot newest, List<SourceFile> files) {
        return snapshots.sighting(newest).stream()
                .anyMatch(sighting -> sighting.files().size() == files.size()
                        && files.stream().allMatch(file -> sighting.unchanged(file.facts())
                                .isPresent()));
    }

    private static String id(SalesSource source, List<SourceFile> files) {
        var inputs = new ArrayList<String>();
        inputs.add(source.dataset());
        files.forEach(file -> inputs.add(input(file.facts())));
        return ObjectLayout.nameFor(inputs);
    }

    private static String input(FileFacts facts) {
        // a file that its source can't tell from another one is a new one until it was read
        var mark = facts.telling() ? facts.eTag() + " " + facts.lastModified() : "seen " + Instant.now();
        return facts.path() + " " + mark + " " + facts.size();
    }

    private Outcome again(Snapshot earlier, Optional<Snapshot> newest, SalesSource source, List<SourceFile> files) {
        boolean isNewest = newest.filter(earlier::equals).isPresent();
        var found = isNewest ? earlier : snapshots.renew(earlier);
        snapshots.write(found.name(), sighting(source, files, isNewest && announced(earlier)));
        return isNewest ? new Outcome.SameFacts(found) : new Outcome.Returned(found);
    }

    private Outcome landAnew(
            SalesSource source, List<SourceFile> files, String id, Optional<Snapshot> newest, LandingProgress progress)
            throws IOException {
        try (var landing = new Landing(snapshots, settings, source, id, newest, progress)) {
            landing.land(files);
            if (newest.isPresent() && contents(newest.get().manifest()).equals(Set.copyOf(landing.contents()))) {
                snapshots.write(newest.get().name(), sighting(source, files, announced(newest.get())));
                return new Outcome.SameContents(newest.get());
            }
            snapshots.write(source.dataset() + "/" + id, sighting(source, files, false));
            return landing.commit();
        }
    }

    private boolean announced(Snapshot snapshot) {
        return snapshots.sighting(snapshot).filter(Sighting::announced).isPresent();
    }

    private static Set<Manifest.Entry> contents(Manifest manifest) {
        return manifest.objects().stream()
                .filter(entry -> !Objects.equals(entry.name(), ObjectLayout.LANDED))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Sighting sighting(SalesSource source, List<SourceFile> files, boolean announced) {
        var seen =
                files.stream().map(file -> new Seen(file.name(), file.facts())).toList();
        return new Sighting(source.description(), seen, announced, Instant.now());
    }
}
