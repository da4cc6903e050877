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
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.TwoAMinute.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class RateLimitTest {

    public static final class TwoAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toise.limits.requests-per-minute", "2", "toise.serving.model", "rate-limit");
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
}
