package fr.toise.ingest.fetching;

import fr.toise.ingest.fetching.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.logging.Logger;

/** One file from its first byte to its last, over as many connections as that takes. */
final class ResumingStream extends BlockStream {

    private static final Logger LOG = Logger.getLogger(ResumingStream.class);

    private final Site site;
    private final URI uri;
    private final RemoteFile expected;
    private final Backoff backoff;
    private final Duration longest;
    private final long begunAt = System.nanoTime();
    private InputStream body;
    private long position;
    private int failures;

    ResumingStream(Site site, URI uri, RemoteFile expected, Backoff backoff, Duration longest) {
        this.site = site;
        this.uri = uri;
        this.expected = expected;
        this.backoff = backoff;
        this.longest = longest;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            try {
                if (body == null) {
                    connect();
                }
                int count = body.read(buffer, offset, length);
                if (count < 0) {
                    checkWhole();
                    return -1;
                }
                position += count;
                failures = 0;
                return count;
            } catch (IOException e) {
                close();
                failures++;
                backoff.pauseAfter(failures, "read " + uri + " from byte " + position + " on", e);
            }
        }
    }

    private void checkWhole() throws IOException {
        if (position < expected.size()) {
            throw new SourceException(
                    Reason.UNREACHABLE, uri + " ended after " + position + " of " + expected.size() + " bytes");
        }
    }

    private void connect() throws IOException {
        if (position == 0) {
            begin();
        } else if (position == expected.size()) {
            body = InputStream.nullInputStream();
        } else {
            resume();
        }
    }

    private void begin() throws IOException {
        var response = site.send(HttpRequest.newBuilder(uri).GET());
        body = limited(Site.expect(response, 200));
        checkUnchanged(response);
    }

    private InputStream limited(InputStream received) {
        return new TimeLimited(received, uri, begunAt, longest);
    }

    private void resume() throws IOException {
        var validator = expected.validator()
                .orElseThrow(
                        () -> new SourceException(
                                Reason.NOT_RESUMABLE,
                                "The connection to " + uri + " broke after " + position
                                        + " bytes, and the server does not say what would show that the rest is of the same file"));
        var response = site.send(HttpRequest.newBuilder(uri)
                .GET()
                .header("Range", "bytes=" + position + "-")
                .header("If-Range", validator));
        if (response.statusCode() == 206) {
            body = limited(response.body());
            checkRange(response);
            LOG.infof("Goes on with %s at byte %d", uri, position);
        } else {
            body = limited(Site.expect(response, 200));
            checkUnchanged(response);
            LOG.infof("%s can't be resumed: reads its first %d bytes again", uri, position);
            body.skipNBytes(position);
        }
    }

    private void checkRange(HttpResponse<?> response) throws IOException {
        var range = response.headers().firstValue("Content-Range").orElse("none");
        if (!range.startsWith("bytes " + position + "-")) {
            throw new SourceException(
                    Reason.UNREACHABLE,
                    uri + " answers with the range " + range + ", expected it to begin at " + position);
        }
    }

    private void checkUnchanged(HttpResponse<?> response) throws IOException {
        if (!expected.maybeSameAs(RemoteFile.of(response.headers()))) {
            throw new SourceException(Reason.CHANGED, uri + " was changed while it was being read; look again");
        }
    }

    @Override
    public void close() throws IOException {
        if (body != null) {
            body.close();
            body = null;
        }
    }
}
