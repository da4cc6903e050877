package fr.toise.predict.batch;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.problem.ProblemMapper;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class BatchResourceTest {

    private static final String PATH = "/api/v1/estimates/batch";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Releases releases;

    @TestHTTPResource("/")
    URL service;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static List<JsonNode> post(String body) throws IOException {
        var answer = sending("application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        var lines = new ArrayList<JsonNode>();
        for (var line : answer.split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    /** Without the charset that REST Assured would add, which is not that of the bytes. */
    private static RequestSpecification sending(String contentType) {
        return given().config(RestAssured.config()
                        .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType);
    }

    private static String flat(int area) {
        return "{\"id\": \"flat %d\", \"address\": \"12 rue Turgot, Paris\", \"livingArea\": %d, \"valuationDate\": \"2023-01-10\"}"
                .formatted(area, area);
    }

    @Test
    void answersEachLineAsIfItWereAskedAlone() throws IOException {
        // Given
        var alone = (ObjectNode) JSON.readTree(given().contentType("application/json")
                .body(flat(43).replaceFirst("\"id\": [^,]*, ", ""))
                .post("/api/v1/estimates")
                .asString());

        // When
        var lines = post(flat(43) + "\n");

        // Then
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).get("id").asText()).isEqualTo("flat 43");
        var estimate = (ObjectNode) lines.get(0).get("estimate");
        alone.remove("estimateId");
        estimate.remove("estimateId");
        assertThat(estimate).isEqualTo(alone);
    }

    @Test
    void leavesOutWhyWhereThatIsEnough() throws IOException {
        // Given
        var full = (ObjectNode) post(flat(43)).get(0).get("estimate");
        full.remove(List.of("estimateId", "contributions", "accuracy", "comparables", "summary"));

        // When
        var brief = JSON.readTree(sending("application/x-ndjson")
                .queryParam("detail", "brief")
                .body(flat(43).getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .asString());

        // Then
        assertThat(brief.get("estimate")).isEqualTo(full);
    }

    @Test
    void leavesOutColumnsOfABriefAnswer() {
        // When
        var answer = sending("text/csv")
                .queryParam("detail", "brief")
                .body("address,livingArea\n\"12 rue Turgot, Paris\",43\n")
                .post(PATH)
                .asString()
                .split("\n");

        // Then
        assertThat(answer[0])
                .startsWith("line,problem,problemDetail,problemFields,id,value,")
                .endsWith(",warnings");
        assertThat(answer[1]).startsWith("2,,,,,");
        assertThat(answer[1].split(",", -1)).hasSameSizeAs(answer[0].split(","));
    }

    @Test
    void refusesADetailThatItDoesNotKnow() {
        sending("text/csv")
                .queryParam("detail", "short")
                .body("address,livingArea\n")
                .post(PATH)
                .then()
                .statusCode(400)
                .body("violations[0].value", is("short"))
                .body("violations[0].expected", is("full or brief"));
    }

    @Test
    void keepsTheOrderOfManyLines() throws IOException {
        // Given
        var body = IntStream.range(0, 1_000).mapToObj(i -> flat(10 + i % 90)).collect(Collectors.joining("\n"));

        // When
        var lines = post(body);

        // Then
        assertThat(lines).hasSize(1_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).get("line").asInt()).isEqualTo(i + 1);
            assertThat(lines.get(i).get("id").asText()).isEqualTo("flat " + (10 + i % 90));
            assertThat(lines.get(i).get("estimate").get("value").asLong()).isPositive();
        }
    }

    @Test
    void saysInItsPlaceWhatIsWrongWithALine() throws IOException {
        // When
        var lines = post(String.join(
                "\n",
                flat(43),
                "",
                "{\"livingArea\": 2, \"rooms\": \"two\"}",
                "not json",
                "[]",
                "{} {}",
                "{\"id\": {}, \"livingArea\": 43}",
                "{\"id\": 8, \"address\": \"1 rue Turbigo, 67000 Strasbourg\", \"livingArea\": 43}",
                "{\"x\": \"" + "x".repeat(20_000) + "\"}",
                flat(44)));

        // Then
        assertThat(lines).extracting(line -> line.get("line").asInt()).containsExactly(1, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(lines.subList(1, 8))
                .allSatisfy(line -> assertThat(line.has("estimate")).isFalse());
        assertThat(lines.get(1).get("problem").get("violations")).hasSize(3);
        assertThat(lines.subList(2, 5))
                .extracting(line -> line.get("problem").get("detail").asText())
                .containsExactly(
                        "The line can't be read: it goes wrong at column 4",
                        "The line can't be read: not a JSON object",
                        "The line can't be read: it goes wrong at column 4");
        assertThat(lines.get(6).get("problem").get("type").asText()).isEqualTo("urn:toise:problem:sales-not-published");
        assertThat(lines.get(6).get("id").asInt()).isEqualTo(8);
        assertThat(lines.get(7).get("problem").get("detail").asText()).contains("too long");
        assertThat(lines.get(8).has("estimate")).isTrue();
    }

    @Test
    void answersCsvInCsv() throws IOException {
        // When
        var answer = sending("text/csv")
                .queryParam("firstLine", 501)
                .body("""
                        id;address;livingArea;rooms;valuationDate;askingPrice
                        a;"12 rue Turgot; Paris";43.5;2;2023-01-10;420000
                        b;12 rue Turgot, Paris;many;;2023-01-10;
                        c;12 rue Turgot, Paris
                        d;"12 rue Turgot
                        e;12 rue Turgot, Paris;43;;2023-01-10;
                        f;12 rue Turgot, Paris;43,5;2;2023-01-10;420000
                        """.getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .then()
                .statusCode(200)
                .contentType(containsString("text/csv"))
                .extract()
                .asString();

        // Then
        List<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader().withColumnSeparator(';'))
                .<Map<String, String>>readValues(answer)
                .readAll();
        assertThat(rows).extracting(row -> row.get("line")).containsExactly("502", "503", "504", "505", "506", "507");
        assertThat(rows.get(0))
                .containsEntry("id", "a")
                .containsEntry("problem", "")
                .containsEntry("currency", "EUR")
                .containsEntry("matchedAddress", "12 RUE TURGOT 75009")
                .containsEntry("askingPrice", "420000");
        assertThat(Long.parseLong(rows.get(0).get("value"))).isPositive();
        assertThat(JSON.readTree(rows.get(0).get("comparables")).size()).isGreaterThanOrEqualTo(5);
        assertThat(rows.get(1))
                .containsEntry("id", "b")
                .containsEntry("problem", "bad-request")
                .containsEntry("problemFields", "livingArea: expected a number like 43.5")
                .containsEntry("value", "");
        assertThat(rows.get(2)).containsEntry("problem", "bad-request");
        assertThat(rows.get(3)).containsEntry("problem", "bad-request");
        assertThat(rows.get(4)).containsEntry("id", "e").containsEntry("problem", "");
        assertThat(rows.get(5))
                .containsEntry("problem", "")
                .containsEntry("value", rows.get(0).get("value"));
    }

    @Test
    void refusesCsvWithColumnsThatItDoesNotKnow() {
        // When
        var answer = sending("text/csv")
                .body("address,surface\n12 rue Turgot,43\n".getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .then();

        // Then
        answer.statusCode(400).body("violations[0].value", is("surface"));
    }

    @Test
    void refusesALineThatIsNotUtf8InItsPlace() {
        // When
        var answer = sending("text/csv")
                .body("address,livingArea\n\"20 bd de l'Hôpital, Paris\",43\n\"12 rue Turgot, Paris\",43\n"
                        .getBytes(StandardCharsets.ISO_8859_1))
                .post(PATH)
                .asString()
                .split("\n");

        // Then
        assertThat(answer[1]).startsWith("2,bad-request,").contains("not text in UTF-8");
        assertThat(answer[2]).startsWith("3,,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "UTF8", "\"utf-8\""})
    void knowsUtf8ByAllItsNames(String charset) {
        sending("text/csv; charset=" + charset)
                .body("address,livingArea\n".getBytes(StandardCharsets.UTF_8))
                .post(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void refusesAnotherCharset() {
        sending("text/csv; charset=iso-8859-1")
                .body("address,livingArea\n".getBytes(StandardCharsets.ISO_8859_1))
                .post(PATH)
                .then()
                .statusCode(415)
                .body("detail", containsString("UTF-8"));
    }

    @Test
    void takesAClientThatLeavesForNoErrorOfItsOwn() throws IOException {
        // Given
        var log = Logger.getLogger(ProblemMapper.class.getName());
        var said = new ConcurrentLinkedQueue<Level>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getLevel());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var before = log.getLevel();
        listener.setLevel(Level.ALL);
        log.setLevel(Level.ALL);
        log.addHandler(listener);
        try {
            // When
            try (var socket = begin()) {
                send(flat(30), socket.getOutputStream());
                nextAnswer(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
            }

            // Then
            await().atMost(Duration.ofMinutes(1)).until(() -> !said.isEmpty());
            assertThat(said).allMatch(level -> level.intValue() < Level.INFO.intValue());
        } finally {
            log.removeHandler(listener);
            log.setLevel(before);
        }
    }

    @Test
    void answersALineBeforeTheNextOneIsSent() throws IOException {
        // Given
        try (var socket = begin()) {
            var out = socket.getOutputStream();
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            // When
            send(flat(30), out);
            var first = nextAnswer(in);
            send(flat(31), out);
            var second = nextAnswer(in);

            // Then
            assertThat(first.get("id").asText()).isEqualTo("flat 30");
            assertThat(second.get("id").asText()).isEqualTo("flat 31");
        }
    }

    private Socket begin() throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write(("POST " + PATH + " HTTP/1.1\r\nHost: toise\r\nContent-Type: application/x-ndjson\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static void send(String line, OutputStream out) throws IOException {
        var bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static JsonNode nextAnswer(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        return JSON.readTree(line);
    }
}
