package fr.toise.ingest.fetching;

import fr.toise.ingest.fetching.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** A body that may only be read or skipped until a time: a server that sends a byte now and then is never silent for long. */
final class TimeLimited extends BlockStream {

    private final InputStream body;
    private final URI uri;
    private final long begunAt;
    private final Duration longest;

    /** @param begunAt in {@link System#nanoTime}; a file may be read over several connections */
    TimeLimited(InputStream body, URI uri, long begunAt, Duration longest) {
        this.body = body;
        this.uri = uri;
        this.begunAt = begunAt;
        this.longest = longest;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (System.nanoTime() - begunAt > longest.toNanos()) {
            throw new SourceException(
                    Reason.TOO_SLOW,
                    uri + " was not read whole within " + longest.toSeconds()
                            + " s; toise.ingestion.limits.duration says how long that may take");
        }
        return body.read(buffer, offset, length);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
