package fr.toise.predict.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.bundle.Neighbourhood;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is asked, the answer is an estimate that makes sense, or says what is wrong. */
@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class AnythingAskedTest {

    private static final long SEED = 20_231;
    private static final int QUESTIONS = 1_500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Function<Random, String>> ADDRESSES = List.of(
            random -> (1 + random.nextInt(60)) + " rue Turgot, 75009 Paris",
            random -> random.nextInt(200) + " bd barbès paris " + random.nextInt(25),
            random -> "avenue de st-ouen",
            random -> "rue " + letters(random, 12),
            random -> letters(random, 250),
            random -> "%s\u0000\uD83C\uDFE0'\";--<script>&".formatted(random.nextInt(30)),
            random -> "12 rue Turgot, 67000 Strasbourg",
            random -> "9".repeat(random.nextInt(40)) + " rue Rodier",
            random -> "(?:a*)*b [0-9]+ \\Q.* rue Turgot".repeat(1 + random.nextInt(4)));

    @Inject
    Releases releases;

    @TestHTTPResource("/api/v1/estimates")
    URL estimates;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    private static String letters(Random random, int most) {
        return random.ints(1 + random.nextInt(most), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(estimates.toString()))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** Mostly what is expected, now and then at its bounds, and now and then nothing of the kind. */
    private static String question(Random random) {
        var question = JSON.createObjectNode();
        if (random.nextInt(10) < 7) {
            question.put(
                    "address", ADDRESSES.get(random.nextInt(ADDRESSES.size())).apply(random));
        }
        if (random.nextInt(10) < 4) {
            question.putObject("location")
                    .put("longitude", 2.344 + random.nextGaussian() * scale(random))
                    .put("latitude", 48.88 + random.nextGaussian() * scale(random));
        }
        question.put("livingArea", 5 + random.nextInt(random.nextInt(4) == 0 ? 1_000 : 100) + random.nextDouble());
        maybe(random, question, "rooms", random.nextInt(random.nextInt(10) == 0 ? 31 : 4));
        maybe(random, question, "outbuildings", random.nextInt(21));
        maybe(random, question, "askingPrice", Math.pow(10, 3 + 5 * random.nextDouble()));
        if (random.nextInt(2) == 0) {
            question.put("carrezArea", question.get("livingArea").asDouble() * (.2 + 4 * random.nextDouble()));
        }
        if (random.nextInt(3) > 0) {
            question.put(
                    "valuationDate",
                    Neighbourhood.FIRST_DAY
                            .plusDays(random.nextInt(2_000) - 400)
                            .toString());
        }
        if (random.nextInt(5) == 0) {
            spoil(question, random);
        }
        var text = question.toString();
        return random.nextInt(40) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
    }

    private static double scale(Random random) {
        return List.of(1e-3, 1e-3, 1e-3, 1e-2, 90.0).get(random.nextInt(5));
    }

    private static void maybe(Random random, ObjectNode question, String field, Number value) {
        if (random.nextBoolean()) {
            question.set(field, JSON.valueToTree(value));
        }
    }

    private static void spoil(ObjectNode question, Random random) {
        var fields = List.of(
                "address",
                "location",
                "livingArea",
                "carrezArea",
                "rooms",
                "valuationDate",
                "askingPrice",
                "propertyType",
                "x");
        var rubbish = Stream.of(
                        "null",
                        "\"\"",
                        "-1",
                        "0",
                        "1e308",
                        "-1e308",
                        "1e-308",
                        "123456789012345678901234567890",
                        "[]",
                        "{}",
                        "true",
                        "\"NaN\"",
                        "\"2023-13-45\"",
                        "[[[[]]]]",
                        "{\"longitude\": 1e300, \"latitude\": -85}",
                        "{\"longitude\": 180, \"latitude\": 85}",
                        "\"house\"",
                        "4.9E-324")
                .toList();
        try {
            question.set(
                    fields.get(random.nextInt(fields.size())),
                    JSON.readTree(rubbish.get(random.nextInt(rubbish.size()))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isAnsweredWithSenseOrRefusedWithAReason() throws IOException, InterruptedException {
        // Given
        var random = new Random(SEED);
        int answered = 0;
        int refused = 0;

        for (int i = 0; i < QUESTIONS; i++) {
            var question = question(random);

            // When
            var answer = post(question);

            // Then
            assertThat(answer.statusCode()).as(question).isIn(200, 400, 422);
            var body = JSON.readTree(answer.body());
            if (answer.statusCode() == 200) {
                makesSense(body, question);
                answered++;
            } else {
                assertThat(body.get("detail").asText()).as(question).isNotBlank();
                assertThat(body.get("violations")).as(question).isNotEmpty();
                refused++;
            }
        }
        assertThat(answered).isGreaterThan(QUESTIONS / 5);
        assertThat(refused).isGreaterThan(QUESTIONS / 5);
    }

    private static void makesSense(JsonNode estimate, String question) {
        assertThat(estimate.toString()).as(question).doesNotContain("NaN").doesNotContain("Infinity");
        long value = estimate.get("value").asLong();
        assertThat(value).as(question).isPositive();
        assertThat(estimate.at("/range/low").asLong()).as(question).isBetween(1L, value);
        assertThat(estimate.at("/range/high").asLong()).as(question).isGreaterThanOrEqualTo(value);
        assertThat(estimate.get("fsd").asDouble()).as(question).isBetween(0.0, 1.0);
        assertThat(List.of(
                        0.0,
                        estimate.at("/probabilities/within5").asDouble(),
                        estimate.at("/probabilities/within10").asDouble(),
                        estimate.at("/probabilities/within20").asDouble(),
                        1.0))
                .as(question)
                .isSorted();
        var parts = estimate.get("contributions");
        long sum = Stream.of("start", "market", "location", "size", "building")
                .mapToLong(part -> parts.get(part).asLong())
                .sum();
        assertThat(sum).as(question).isEqualTo(value);
        assertThat(parts.get("start").asLong()).as(question).isPositive();
        estimate.get("comparables").forEach(sale -> {
            assertThat(sale.get("price").asLong()).as(question).isPositive();
            assertThat(sale.get("weight").asDouble()).as(question).isBetween(0.0, 1.0);
        });
        if (estimate.has("askingPrice")) {
            assertThat(estimate.at("/askingPrice/percentile").asDouble())
                    .as(question)
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void isWorthTheSameWhateverIsAskedForIt() throws IOException, InterruptedException {
        // Given
        var random = new Random(SEED);
        for (int i = 0; i < 50; i++) {
            var flat = "{\"address\": \"%d rue Rodier, Paris\", \"livingArea\": %d, \"valuationDate\": \"2023-01-10\""
                    .formatted(1 + random.nextInt(40), 10 + random.nextInt(90));
            double price = 10_000 + random.nextInt(1_000_000);

            // When
            var plain = JSON.readTree(post(flat + "}").body());
            var cheap = JSON.readTree(
                    post(flat + ", \"askingPrice\": " + price + "}").body());
            var dear = JSON.readTree(
                    post(flat + ", \"askingPrice\": " + price * 1.3 + "}").body());

            // Then
            for (var field : List.of("value", "range", "fsd", "confidence", "contributions", "comparables")) {
                assertThat(cheap.get(field)).isEqualTo(plain.get(field));
                assertThat(dear.get(field)).isEqualTo(plain.get(field));
            }
            assertThat(dear.at("/askingPrice/percentile").asDouble())
                    .isGreaterThanOrEqualTo(cheap.at("/askingPrice/percentile").asDouble());
        }
    }
}
