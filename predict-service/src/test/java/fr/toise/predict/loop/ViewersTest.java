package fr.toise.predict.loop;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ViewersTest.OneViewer.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class ViewersTest {

    public static final class OneViewer implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toise.loop.viewers", "1");
        }
    }

    @TestHTTPResource("/api/v1/loop/events")
    URI events;

    @Test
    void oneTooManyIsTurnedAwayUntilAnotherHasGone() {
        // Given
        try (var first = new EventStream(events, null)) {

            // When
            var second = given().accept("text/event-stream").get(events).then();

            // Then
            second.statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", "5")
                    .body("type", is("urn:toise:problem:too-many-viewers"));
            given().get("/q/metrics")
                    .then()
                    .body(containsString("toise_requests_refused_total{reason=\"too-many-viewers\"} 1.0"));
        }

        // and whoever has gone makes room
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> new EventStream(events, null)
                .close());
    }
}
