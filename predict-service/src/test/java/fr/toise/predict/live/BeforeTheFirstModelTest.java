package fr.toise.predict.live;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
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
@TestProfile(BeforeTheFirstModelTest.NothingPromoted.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class BeforeTheFirstModelTest {

    public static final class NothingPromoted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toise.serving.model", "not-trained-yet");
        }
    }

    @Test
    void isNotReady() {
        // When
        var ready = given().get("/q/health/ready").then();

        // Then
        ready.statusCode(503);
    }

    @Test
    void isAliveAllTheSame() {
        // When
        var live = given().get("/q/health/live").then();

        // Then
        live.statusCode(200).body("status", is("UP"));
    }

    @Test
    void saysWhatToDoInPlaceOfAnEstimate() {
        // When
        var answer = given().contentType("application/json")
                .body("{\"address\": \"12 rue Turgot, 75009 Paris\", \"livingArea\": 43}")
                .post("/api/v1/estimates")
                .then();

        // Then
        answer.statusCode(503)
                .contentType("application/problem+json")
                .body("type", is("urn:toise:problem:no-model"))
                .body("detail", containsString("not-trained-yet"))
                .body("detail", containsString("toise status"));
    }

    @Test
    void hasNoModelToShow() {
        // When
        var model = given().get("/api/v1/model").then();

        // Then
        model.statusCode(503).contentType("application/problem+json");
    }
}
