package fr.toise.ingest.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.ingest.TestSite;
import fr.toise.ingest.fetching.SourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SiteTest {

    private static final int LIMIT = 1 << 16;

    private final byte[] bytes = new byte[300_000];
    private final TestSite server = new TestSite();
    private final Site site = site(Set.of(server.host()), Duration.ofSeconds(20));

    @BeforeEach
    void serveAFile() {
        new Random(1).nextBytes(bytes);
        server.put("f", bytes, "\"v1\"");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws IOException {
        // Given
        server.breaksAfter = 100_000;
        server.breaks.set(2);

        // When
        var read = read("f");

        // Then
        assertThat(read).isEqualTo(bytes);
        assertThat(server.requests).hasSize(4).first().isEqualTo("HEAD /f");
        assertThat(server.requests.subList(2, 4)).allMatch(request -> request.matches("GET /f bytes=[1-9]\\d*-"));
    }

    @Test
    void readsTheBeginningAgainWhereTheServerCannotResume() throws IOException {
        // Given
        server.ranges = false;
        server.breaksAfter = 100_000;
        server.breaks.set(1);

        // When
        var read = read("f");

        // Then
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    void doesNotJoinTwoVersionsOfAFile() {
        // Given
        server.breaksAfter = 100_000;
        server.breaks.set(1);
        server.afterBreak = new TestSite.Served(bytes, "\"v2\"");

        // Then
        assertThatThrownBy(() -> read("f")).isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.CHANGED));
    }

    @Test
    void doesNotResumeAFileThatNothingIdentifies() {
        // Given
        server.put("f", bytes, null);
        server.breaksAfter = 100_000;
        server.breaks.set(1);

        // Then
        assertThatThrownBy(() -> read("f")).isInstanceOfSatisfying(SourceException.class, e -> assertThat(e.reason())
                .isEqualTo(Reason.NOT_RESUMABLE));
    }

    @Test
    void givesUpAfterTheAttemptsThatItMayMake() {
        // Given
        server.breaksAfter = 0;
        server.breaks.set(100);

        // Then
        assertThatThrownBy(() -> read("f")).isInstanceOf(IOException.class);
        assertThat(server.requests)
                .filteredOn(request -> request.startsWith("GET"))
                .hasSize(4);
    }

    @Test
    void asksAgainWhenTheServerIsBusy() throws IOException {
        // Given
        server.unavailable.set(2);

        // When
        var described = site.describe(server.uri().resolve("f"));

        // Then
        assertThat(described).isEqualTo(new RemoteFile("\"v1\"", null, bytes.length));
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void describesAFileOnAServerThatDoesNotKnowHead() throws IOException {
        // Given
        server.head = false;

        // When
        var described = site.describe(server.uri().resolve("f"));

        // Then
        assertThat(described).isEqualTo(new RemoteFile("\"v1\"", null, bytes.length));
    }

    @Test
    void doesNotAskAgainForWhatIsNotThere() {
        // Then
        assertThatThrownBy(() -> site.describe(server.uri().resolve("missing")))
                .hasMessageContaining("/missing answers 404");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void followsARedirectToAnAllowedHost() throws IOException {
        // Given
        server.redirect("old", "/f");

        // When
        var read = read("old");

        // Then
        assertThat(read).isEqualTo(bytes);
    }

    @Test
    void doesNotFollowARedirectToAnotherHost() {
        // Given
        server.redirect("old", "http://localhost:1/f");

        // Then
        assertThatThrownBy(() -> read("old"))
                .hasMessageContaining("the host localhost is not allowed")
                .hasMessageContaining("toise.ingestion.allowed-hosts");
    }

    @Test
    void doesNotFollowARedirectFromHttpsToHttp() {
        // Given
        var uri = URI.create("https://files.data.gouv.fr/f");

        // Then
        assertThatThrownBy(() -> Site.target(uri, "http://files.data.gouv.fr/f"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.HOST_NOT_ALLOWED))
                .hasMessageContaining("which is not https");
    }

    @Test
    void doesNotRunInCircles() {
        // Given
        server.redirect("a", "/b");
        server.redirect("b", "/a");

        // Then
        assertThatThrownBy(() -> read("a")).hasMessageContaining("redirected more than 5 times");
    }

    @Test
    void asksNothingOfAHostThatIsNotAllowed() {
        // Given
        var strict = site(Set.of("files.data.gouv.fr"), Duration.ofSeconds(20));

        // Then
        assertThatThrownBy(() -> strict.page(server.uri(), LIMIT)).hasMessageContaining("is not allowed");
        assertThat(server.requests).isEmpty();
    }

    @Test
    void readsNoListingThatIsTooLong() {
        // Then
        assertThatThrownBy(() -> site.page(server.uri().resolve("f"), LIMIT))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void doesNotWaitForeverForASilentServer() throws IOException {
        // Given
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var impatient = site(Set.of("127.0.0.1"), Duration.ofMillis(50));
            var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");

            // Then
            assertThatThrownBy(() -> impatient.page(uri, LIMIT)).hasMessageContaining("Can't reach " + uri);
            assertThat(impatient.answers(uri, Duration.ofMillis(50))).isFalse();
        }
    }

    @Test
    void doesNotWaitForeverInTheMiddleOfABody() throws IOException {
        // Given
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/f");
            var server = new Thread(() -> answerHalf(silent));
            server.setDaemon(true);
            server.start();
            var impatient = new Site(
                    new AllowedHosts(Set.of("127.0.0.1")),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofMinutes(5),
                    new Backoff(1, Duration.ofMillis(1), Duration.ofMillis(1)));

            // Then
            assertThatThrownBy(() -> {
                        try (var in = impatient.open(uri, new RemoteFile(null, null, 100))) {
                            in.readAllBytes();
                        }
                    })
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void givesUpAFileThatTakesTooLong() {
        // Given
        var hasty = hasty(Duration.ZERO);
        var uri = server.uri().resolve("f");

        // Then
        assertThatThrownBy(() -> hasty.open(uri, hasty.describe(uri)).readAllBytes())
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SLOW))
                .hasMessageContaining("toise.ingestion.limits.duration");
    }

    @Test
    void givesUpAListingThatTakesTooLong() {
        // Then
        assertThatThrownBy(() -> hasty(Duration.ZERO).page(server.uri(), LIMIT))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SLOW));
    }

    @Test
    void givesUpAFileWhoseBeginningTakesTooLongToSkip() {
        // Given a server that has to send again what was read, and does so a byte at a time
        var hasty = hasty(Duration.ofSeconds(1));
        var uri = server.uri().resolve("f");
        server.ranges = false;
        server.breaksAfter = 100_000;
        server.breaks.set(1);
        server.dribbles = true;

        // Then
        assertThatThrownBy(() -> hasty.open(uri, new RemoteFile("\"v1\"", null, bytes.length))
                        .readAllBytes())
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_SLOW));
        assertThat(server.requests).as("not until the server hung up").hasSize(2);
    }

    @Test
    void writesTheDayOfADateWithTwoDigits() {
        // Given
        var file = new RemoteFile(null, Instant.parse("2026-04-05T08:09:10Z"), 1);

        // Then
        assertThat(file.validator()).contains("Sun, 05 Apr 2026 08:09:10 GMT");
    }

    private static void answerHalf(ServerSocket listening) {
        try (var socket = listening.accept()) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes());
            socket.getOutputStream().flush();
            // until the client hangs up
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the test is over
        }
    }

    private byte[] read(String path) throws IOException {
        var uri = server.uri().resolve(path);
        try (InputStream in = site.open(uri, site.describe(uri))) {
            return in.readAllBytes();
        }
    }

    private Site hasty(Duration longest) {
        return new Site(
                new AllowedHosts(Set.of(server.host())),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                longest,
                new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    private static Site site(Set<String> allowed, Duration readTimeout) {
        return new Site(
                new AllowedHosts(allowed),
                Duration.ofSeconds(5),
                readTimeout,
                Duration.ofMinutes(5),
                new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(2)));
    }
}
