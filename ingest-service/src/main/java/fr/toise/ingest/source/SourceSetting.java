package fr.toise.ingest.source;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** What {@code toise.ingestion.source} can say. */
public sealed interface SourceSetting {

    /** The official site, or made-up sales as long as it can't be reached and no real ones are there. */
    record Auto() implements SourceSetting {}

    record Official() implements SourceSetting {}

    record Sample() implements SourceSetting {}

    /** A copy of the official tree behind a web server with listings. */
    record Website(URI uri) implements SourceSetting {}

    /** A copy of the official tree on disk. */
    record Folder(Path path) implements SourceSetting {}

    static SourceSetting parse(String text) {
        var setting = text.strip();
        return switch (setting.toLowerCase(Locale.ROOT)) {
            case "auto" -> new Auto();
            case "official" -> new Official();
            case "sample" -> new Sample();
            case "" ->
                throw new IllegalArgumentException(
                        "toise.ingestion.source is empty: expected auto, official, sample, a URL or a folder");
            default -> place(setting);
        };
    }

    private static SourceSetting place(String setting) {
        if (setting.matches("(?i)https?://.*")) {
            return new Website(URI.create(setting.endsWith("/") ? setting : setting + "/"));
        }
        if (setting.matches("(?i)file:.*")) {
            return new Folder(Path.of(URI.create(setting)));
        }
        if (setting.matches("(?i)[a-z][a-z0-9+.-]+://.*")) {
            throw new IllegalArgumentException("toise.ingestion.source is " + setting
                    + ": expected auto, official, sample, a URL with http or https, or a folder");
        }
        return new Folder(Path.of(setting));
    }
}
