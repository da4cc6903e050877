package fr.toise.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * One file of a source.
 *
 * @param name of the CSV that it becomes
 * @param uri  where it is
 */
public record SourceFile(String name, URI uri, FileFacts facts, Packing packing, Content content) {

    public enum Packing {
        GZIP,
        NONE
    }

    /** Opens the file as the source has it, from its first byte. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
