package fr.toise.contracts.event;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * One CSV in the raw bucket, as the source had it, unpacked.
 *
 * @param uri                {@code s3://bucket/key}
 * @param bytes              size of the unpacked CSV
 * @param sha256             of the unpacked CSV, in hex
 * @param sourceUrl          where it was fetched from
 * @param sourceLastModified when the source says it was last changed; null where the source does not say
 */
public record LandedFile(String uri, long bytes, String sha256, String sourceUrl, Instant sourceLastModified)
        implements Serializable {

    public LandedFile {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(sourceUrl, "sourceUrl");
    }
}
