package fr.toise.cli.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.toise.cli.CommandLineRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateFileTest {

    @TempDir
    Path folder;

    private HttpServer server;
    private int requests;
    /** The requests at which the connection breaks. */
    private Set<Integer> breaksAt = Set.of();
    /** The request to which there is no model; 0 for none. */
    private int unavailableAt;
    /** The request that is turned away; 0 for none. */
    private int turnedAwayAt;

    private final List<String> queries = new ArrayList<>();

    /** Answers as predict-service does: a line for each, numbered on, one with an odd area refused. */
    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/api/v1/estimates/batch", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests++;
        try (exchange) {
            if (breaksAt.contains(requests)) {
                return;
            }
            boolean csv = exchange.getRequestHeaders().getFirst("Content-Type").equals("text/csv");
            var query = exchange.getRequestURI().getQuery();
            queries.add(query);
            long line = Long.parseLong(query.replaceAll("firstLine=([0-9]+).*", "$1"));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var answer = new StringBuilder(csv ? "line,problem,id,value\n" : "");
            var lines = List.of(body.split("\n"));
            for (var flat : csv ? lines.subList(1, lines.size()) : lines) {
                line += csv ? 1 : 0;
                answer.append(csv ? csvAnswer(line, flat) : jsonAnswer(line, flat));
                line += csv ? 0 : 1;
            }
            // as predict-service does where it is asked to; without it the client takes the connection for one that
            // stays
            exchange.getResponseHeaders().set("Connection", "close");
            if (requests == unavailableAt) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            if (requests == turnedAwayAt) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                exchange.sendResponseHeaders(429, -1);
                return;
            }
            var bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(lines.get(0).equals("surface") ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String csvAnswer(long line, String flat) {
        return flat.endsWith("1") ? line + ",bad-request,,\n" : line + ",," + flat + ",1000\n";
    }

    private static String jsonAnswer(long line, String flat) {
        return "{\"line\":" + line + ",\"estimate\":{\"value\":1}}\n";
    }

    private CommandLineRun estimate(String... options) {
        var all = new ArrayList<>(
                List.of("estimate", "--port", "" + server.getAddress().getPort()));
        all.addAll(List.of(options));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void sendsAFileInPiecesAndPutsTheAnswersTogether() throws IOException {
        // Given
        var in = folder.resolve("flats.csv");
        var out = folder.resolve("estimates.csv");
        var flats = IntStream.range(0, 20_000).mapToObj(i -> "12 rue Turgot Paris," + (10 + i % 10));
        Files.write(in, ("address,livingArea\n" + flats.collect(Collectors.joining("\n"))).getBytes());

        // When
        var run = estimate("--file", in.toString(), "--out", out.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("18,000 estimates and 2,000 refused");
        assertThat(requests).isGreaterThan(10);
        var lines = Files.readAllLines(out);
        assertThat(lines).hasSize(20_001).startsWith("line,problem,id,value", "2,,12 rue Turgot Paris,10,1000");
        assertThat(lines).endsWith("20001,,12 rue Turgot Paris,19,1000");
        assertThat(lines.subList(1, lines.size()))
                .extracting(line -> line.split(",")[0])
                .doesNotHaveDuplicates();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void asksAgainWhereTheConnectionBreaks() throws IOException {
        // Given
        breaksAt = Set.of(1);
        var in = folder.resolve("flats.csv");
        var out = folder.resolve("estimates.csv");
        Files.write(in, List.of("livingArea", "40", "42"));

        // When
        var run = estimate("--file", in.toString(), "--out", out.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out)).containsExactly("line,problem,id,value", "2,,40,1000", "3,,42,1000");
    }

    @Test
    void waitsForAServiceThatIsStartedAnew() throws IOException {
        // Given
        breaksAt = Set.of(2, 3, 4);
        unavailableAt = 5;
        var in = folder.resolve("flats.csv");
        var out = folder.resolve("estimates.csv");
        var flats = IntStream.range(0, 5_000).mapToObj(i -> "12 rue Turgot Paris,40");
        Files.write(in, ("address,livingArea\n" + flats.collect(Collectors.joining("\n"))).getBytes());

        // When
        var run = estimate("--file", in.toString(), "--out", out.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(5_001).doesNotHaveDuplicates();
    }

    @Test
    void comesAgainWhereItIsTurnedAway() throws IOException {
        // Given
        var in = Files.write(folder.resolve("flats.csv"), List.of("address,livingArea", "12 rue Turgot Paris,43"));
        var out = folder.resolve("estimates.csv");
        turnedAwayAt = 1;

        // When
        var run = estimate("--file", in.toString(), "--out", out.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(2);
    }

    @Test
    void asksForLessWhereThatIsEnough() throws IOException {
        // Given
        var in = Files.write(folder.resolve("flats.csv"), List.of("address,livingArea", "12 rue Turgot Paris,43"));

        // When
        estimate(
                "--file",
                in.toString(),
                "--out",
                folder.resolve("estimates.csv").toString(),
                "--brief");

        // Then
        assertThat(queries).containsExactly("firstLine=1&detail=brief");
    }

    @Test
    void saysThatThereIsNoFolderToWriteTo() throws IOException {
        // Given
        var in = Files.write(folder.resolve("flats.csv"), List.of("address,livingArea", "12 rue Turgot Paris,43"));

        // When
        var run = estimate("--file", in.toString(), "--out", folder + "/nowhere/out.csv");

        // Then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("nowhere/out.csv' can't be written", "folder that is there");
    }

    @Test
    void doesNotWriteOverTheFlats() throws IOException {
        // Given
        var in = Files.write(folder.resolve("flats.csv"), List.of("address,livingArea", "12 rue Turgot Paris,43"));

        // When
        var run = estimate("--file", in.toString(), "--out", folder + "/./flats.csv");

        // Then
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("is the file of the flats");
        assertThat(Files.readAllLines(in)).hasSize(2);
    }

    @Test
    void sendsJsonAsItIs() throws IOException {
        // Given
        var in = folder.resolve("flats.ndjson");
        var out = folder.resolve("estimates.ndjson");
        Files.write(in, List.of("{\"livingArea\": 43}", "{\"livingArea\": 44}"));

        // When
        var run = estimate("--file", in.toString(), "--out", out.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readAllLines(out))
                .containsExactly("{\"line\":1,\"estimate\":{\"value\":1}}", "{\"line\":2,\"estimate\":{\"value\":1}}");
    }

    @Test
    void leavesNothingBehindOfAFileThatIsRefused() throws IOException {
        // Given
        var in = folder.resolve("flats.csv");
        Files.write(in, List.of("surface", "43"));

        // When
        var run = estimate(
                "--file", in.toString(), "--out", folder.resolve("out.csv").toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("HTTP status 400");
        assertThat(folder).isDirectoryNotContaining("glob:**out.csv*");
    }

    @Test
    void wantsBothFiles() {
        // When
        var run = estimate("--file", "flats.csv");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--file and --out go together");
    }

    @Test
    void takesAFlatFromTheFileOrFromOptionsAndNotFromBoth() {
        // When
        var run = estimate("--file", "flats.csv", "--out", "out.csv", "--rooms", "2");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("stands in the file");
    }

    @Test
    void saysWhichFilesItCanRead() throws IOException {
        // Given
        var sheet = Files.write(folder.resolve("flats.xlsx"), new byte[0]);
        var latin1 =
                Files.write(folder.resolve("latin1.csv"), "address\nÉchiquier".getBytes(StandardCharsets.ISO_8859_1));

        // When
        var run = estimate("--file", sheet.toString(), "--out", "out.csv");
        var other = estimate(
                "--file", latin1.toString(), "--out", folder.resolve("out.csv").toString());

        // Then
        assertThat(run.err()).contains("flats.xlsx' is neither a .csv nor a .ndjson");
        assertThat(other.err()).contains("latin1.csv' is not text in UTF-8: save it as such");
    }
}
