package fr.toise.predict.loop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** A client of server-sent events that reads as the specification says, one line after the other. */
final class EventStream implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final HttpURLConnection connection;
    private final BufferedReader lines;
    private String lastId;

    /** @param last id of the last event that was seen; null for a first visit */
    EventStream(URI uri, String last) {
        try {
            connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("Accept", "text/event-stream");
            if (last != null) {
                connection.setRequestProperty("Last-Event-ID", last);
            }
            connection.setReadTimeout(PATIENCE_MILLIS);
            lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to open " + uri, e);
        }
    }

    /** The data of the first event to come that is wanted. */
    String next(Predicate<String> wanted) {
        try {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id:")) {
                    lastId = line.substring("id:".length()).strip();
                }
                if (line.startsWith("data:") && wanted.test(line)) {
                    return line.substring("data:".length()).strip();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing more came", e);
        }
        throw new IllegalStateException("The stream has ended");
    }

    String lastId() {
        return lastId;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
