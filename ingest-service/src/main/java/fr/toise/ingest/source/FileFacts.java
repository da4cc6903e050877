package fr.toise.ingest.source;

import fr.toise.ingest.fetching.RemoteFile;
import java.time.Instant;
import java.util.Objects;

/**
 * What a source says about a file without it being read.
 *
 * @param path         inside the source
 * @param eTag         or another mark of its contents; null where the source gives none
 * @param lastModified null where the source does not say
 * @param size         bytes, as the source has it; -1 where it does not say
 */
public record FileFacts(String path, String eTag, Instant lastModified, long size) {

    public FileFacts {
        Objects.requireNonNull(path, "path");
    }

    /** Whether equal facts mean an equal file. Without a mark or a date, only reading it tells. */
    public boolean telling() {
        return eTag != null || lastModified != null;
    }

    public boolean provesSameAs(FileFacts other) {
        return path.equals(other.path) && remote().provesSameAs(other.remote());
    }

    private RemoteFile remote() {
        return new RemoteFile(eTag, lastModified, size);
    }
}
