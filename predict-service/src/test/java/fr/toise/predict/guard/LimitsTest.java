package fr.toise.predict.guard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class LimitsTest {

    private static final String TOO_LARGE =
            "{\"livingArea\": 43, \"address\": \"12 rue Turgot\"" + " ".repeat(70_000) + "}";

    @Inject
    Releases releases;

    @TestHTTPResource("/")
    URL service;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("estimates");
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        // When
        var answer = given().contentType("application/json")
                .body(TOO_LARGE)
                .post("/api/v1/estimates")
                .then();

        // Then
        answer.statusCode(413)
                .contentType("application/problem+json")
                .body("type", is("urn:toise:problem:body-too-large"));
    }

    @Test
    void refusesABodyThatIsTooLargeAndDoesNotSaySo() throws IOException, InterruptedException {
        // Given
        var request = HttpRequest.newBuilder(URI.create(service + "api/v1/estimates"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(TOO_LARGE.getBytes(StandardCharsets.UTF_8))))
                .build();

        // When
        var answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());

        // Then
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void doesNotAskWhoSomebodyIsWhereAnybodyMayLook() {
        // When
        var answer = given().auth()
                .preemptive()
                .basic("operator", "wrong")
                .get("/api/v1/model")
                .then();

        // Then
        answer.statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/model",
                "/api/v1/addresses?q=turgot",
                "/api/v1/addresses",
                "/api/v1/nothing",
                "/nothing.html"
            })
    void protectsWhoeverLooks(String path) {
        // When
        var answer = given().urlEncodingEnabled(false).get(path).then();

        // Then
        answer.header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("X-Robots-Tag", "noindex, nofollow");
        assertThat(answer.extract().header("Content-Security-Policy"))
                .contains("default-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.extract().asString()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void packsWhatIsLong() throws IOException, InterruptedException {
        // When
        var answer = packed(HttpRequest.newBuilder(URI.create(service + "api/v1/loop/models")));

        // Then
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }

    @Test
    void takesNoTimeToPackAnEstimate() throws IOException, InterruptedException {
        // When
        var answer = packed(HttpRequest.newBuilder(URI.create(service + "api/v1/estimates"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"livingArea\": 43, \"address\": \"12 rue Turgot, 75009 Paris\"}")));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).isNotEqualTo(Optional.of("gzip"));
    }

    private static HttpResponse<byte[]> packed(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    }

    @Test
    void letsNobodyKeepAnswers() {
        // When
        var answer = given().get("/api/v1/addresses?q=turgot").then();

        // Then
        answer.header("Cache-Control", "no-store");
    }
}
