package fr.toise.ingest.source;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.SourceFile.Packing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of the official tree on disk. */
public final class FolderSource implements SalesSource {

    private final Path root;

    public FolderSource(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String description() {
        return root.toString();
    }

    @Override
    public boolean madeUp() {
        return false;
    }

    @Override
    public List<SourceFile> files(Wanted wanted) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new SourceException(
                    Reason.NOT_FOUND, "There is no folder " + root + ": set toise.ingestion.source to one that exists");
        }
        var files = new ArrayList<SourceFile>();
        for (var leaf : new Tree(description(), this::names).select(wanted)) {
            var file = root.resolve(leaf.path());
            var modified = Files.getLastModifiedTime(file).toInstant();
            var facts = new FileFacts(leaf.path(), null, modified, Files.size(file));
            files.add(new SourceFile(leaf.name(), file.toUri(), facts, Packing.GZIP, () -> Files.newInputStream(file)));
        }
        return files;
    }

    private Set<String> names(String folder) throws IOException {
        var path = root.resolve(folder);
        // a file that is named like a year is no year
        if (!Files.isDirectory(path)) {
            return Set.of();
        }
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
        }
    }
}
