package fr.toise.predict.guard;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(RateLimitTest.TwoAMinute.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class RateLimitTest {

    public static final class TwoAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "toise.limits.requests-per-minute",
                    "2",
                    "quarkus.http.proxy.proxy-address-forwarding",
                    "true",
                    "quarkus.http.proxy.trusted-proxies",
                    "127.0.0.1",
                    "toise.serving.model",
                    "rate-limit");
        }
    }

    @Test
    void turnsAwayAClientThatAsksTooOften() {
        // Given
        given().get("/api/v1/addresses").then().statusCode(400);
        given().get("/api/v1/addresses").then().statusCode(400);

        // When
        var answer = given().get("/api/v1/addresses").then();

        // Then
        answer.statusCode(429)
                .contentType("application/problem+json")
                .body("type", is("urn:toise:problem:too-many-requests"));
        assertThat(Integer.parseInt(answer.extract().header("Retry-After"))).isBetween(1, 31);
        given().get("/").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.113.7", "foo, bar"})
    void tellsClientsApartByWhatTheProxySays(String client, String same) {
        // Given
        ask(client).statusCode(400);
        ask(client).statusCode(400);

        // When
        var answer = ask(same);

        // Then
        answer.statusCode(429);
    }

    @Test
    void countsWhatIsAskedByTheOpenInferenceProtocolToo() {
        // Given
        var client = "203.0.113.8";
        ask(client).statusCode(400);
        ask(client).statusCode(400);

        // When
        var answer = given().header("X-Forwarded-For", client)
                .get("/v2/models/rate-limit")
                .then();

        // Then
        answer.statusCode(429);
    }

    private static ValidatableResponse ask(String forwardedFor) {
        return given().header("X-Forwarded-For", forwardedFor)
                .get("/api/v1/addresses")
                .then();
    }
}
