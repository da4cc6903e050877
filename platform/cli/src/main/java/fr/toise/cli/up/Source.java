package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where the sales come from.
 *
 * @param value what ingest-service is told: a name, a URL, or the absolute path of a folder
 * @param host  {@code host[:port]} that has to be allowed; null where the service knows it
 */
record Source(String value, String host) {

    private static final Set<String> NAMES = Set.of("auto", "official", "sample");

    static Source parse(String text) {
        if (NAMES.contains(text)) {
            return new Source(text, null);
        }
        return url(text).orElseGet(() -> folder(text));
    }

    private static Optional<Source> url(String text) {
        if (!text.matches("(?i)https?://.*")) {
            return Optional.empty();
        }
        try {
            var uri = URI.create(text);
            if (uri.getHost() != null) {
                return Optional.of(
                        new Source(text, uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort()));
            }
        } catch (IllegalArgumentException notAUri) {
            // said below
        }
        throw new CommandFailure("'" + text
                + "' is not a URL that can be read: expected something like http://localhost:8000/geo-dvf/latest/csv/");
    }

    private static Source folder(String text) {
        try {
            var folder = Path.of(text).toAbsolutePath().normalize();
            if (Files.isDirectory(folder)) {
                return new Source(folder.toString(), null);
            }
            throw new CommandFailure("There is no folder " + folder
                    + ": --source expects auto, official, sample, a URL, or a folder laid out like the official site");
        } catch (InvalidPathException e) {
            throw new CommandFailure(
                    "'" + text + "' is no source: expected auto, official, sample, a URL, or a folder", e);
        }
    }
}
