package fr.toise.ingest.fetching;

import fr.toise.ingest.fetching.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Fetches from allowed hosts, following redirects only among them. */
public final class Site {

    private static final int REDIRECTS = 5;
    private static final Set<Integer> WORTH_ANOTHER_ATTEMPT = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> NO_HEAD_HERE = Set.of(403, 405, 501);

    private final AllowedHosts allowed;
    private final Duration readTimeout;
    private final Duration longest;
    private final Backoff backoff;
    private final HttpClient client;

    /**
     * @param readTimeout how long is waited for the headers, and then for each next byte
     * @param longest     how long one file or listing may take, over all its connections
     */
    public Site(
            AllowedHosts allowed, Duration connectTimeout, Duration readTimeout, Duration longest, Backoff backoff) {
        this.allowed = allowed;
        this.readTimeout = readTimeout;
        this.longest = longest;
        this.backoff = backoff;
        this.client = HttpClient.newBuilder()
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                // large files from plain servers: the upgrade request for HTTP/2 only confuses some of them
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * A listing.
     *
     * @param uri where it was in the end, for links are relative to that
     */
    public record Page(URI uri, String html) {}

    /** @throws SourceException when the page is longer than {@code limit} bytes, or is not there */
    public Page page(URI uri, long limit) throws IOException {
        long begunAt = System.nanoTime();
        return backoff.retry("fetch " + uri, () -> {
            var response = send(HttpRequest.newBuilder(uri).GET());
            try (var body = new TimeLimited(expect(response, 200), uri, begunAt, longest)) {
                var bytes = body.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
                if (bytes.length > limit) {
                    throw new SourceException(
                            Reason.TOO_LARGE, uri + " is longer than a listing may be: more than " + limit + " bytes");
                }
                return new Page(response.uri(), new String(bytes, StandardCharsets.UTF_8));
            }
        });
    }

    /** Whether a page answers at all; asks only once. */
    public boolean answers(URI uri, Duration within) throws SourceException {
        allowed.check(uri);
        try {
            var response = send(HttpRequest.newBuilder(uri).GET(), within);
            response.body().close();
            return response.statusCode() == 200;
        } catch (SourceException refused) {
            if (refused.reason() == Reason.HOST_NOT_ALLOWED) {
                throw refused;
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    public RemoteFile describe(URI uri) throws IOException {
        return backoff.retry("ask for " + uri, () -> {
            var head = send(HttpRequest.newBuilder(uri).method("HEAD", BodyPublishers.noBody()));
            if (NO_HEAD_HERE.contains(head.statusCode())) {
                head.body().close();
                var get = send(HttpRequest.newBuilder(uri).GET());
                expect(get, 200).close();
                return RemoteFile.of(get.headers());
            }
            expect(head, 200).close();
            return RemoteFile.of(head.headers());
        });
    }

    /**
     * The bytes of a file. A connection that breaks is opened again where it broke, if the server can do that.
     *
     * @param expected what {@link #describe} said
     */
    public InputStream open(URI uri, RemoteFile expected) {
        return new ResumingStream(this, uri, expected, backoff, longest);
    }

    HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        return send(request, readTimeout);
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, Duration within) throws IOException {
        var uri = request.build().uri();
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            allowed.check(uri);
            var response = sendOnce(request.uri(uri).timeout(within).build());
            if (response.statusCode() / 100 != 3 || response.statusCode() == 304) {
                return response;
            }
            response.body().close();
            uri = target(response);
        }
        throw new SourceException(Reason.NOT_FOUND, uri + " is redirected more than " + REDIRECTS + " times");
    }

    private static URI target(HttpResponse<?> response) throws SourceException {
        var location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new SourceException(
                        Reason.NOT_FOUND,
                        response.uri() + " answers " + response.statusCode() + " without saying where to go"));
        return target(response.uri(), location);
    }

    static URI target(URI from, String location) throws SourceException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    Reason.NOT_FOUND, from + " is redirected to " + location + ", which is no URL", e);
        }
        if (from.getScheme().equals("https") && !"https".equals(target.getScheme())) {
            throw new SourceException(
                    Reason.HOST_NOT_ALLOWED, from + " is redirected to " + target + ", which is not https");
        }
        return target;
    }

    private HttpResponse<InputStream> sendOnce(HttpRequest request) throws IOException {
        try {
            return client.send(request, info -> new TimedBody(readTimeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while asking for " + request.uri());
        } catch (IOException e) {
            var reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new SourceException(Reason.UNREACHABLE, "Can't reach " + request.uri() + ": " + reason, e);
        }
    }

    static InputStream expect(HttpResponse<InputStream> response, int status) throws IOException {
        if (response.statusCode() == status) {
            return response.body();
        }
        response.body().close();
        var reason = WORTH_ANOTHER_ATTEMPT.contains(response.statusCode()) ? Reason.UNREACHABLE : Reason.NOT_FOUND;
        throw new SourceException(
                reason, response.uri() + " answers " + response.statusCode() + ", expected " + status);
    }
}
