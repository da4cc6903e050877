package fr.toise.predict.guard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalToIgnoringCase;
import static org.hamcrest.Matchers.not;

import fr.toise.service.testing.LocalStackResource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(DrainingTest.AboutToStop.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class DrainingTest {

    public static final class AboutToStop implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toise.serving.model", "about-to-stop");
        }
    }

    @Inject
    Event<ShutdownDelayInitiatedEvent> soon;

    @Test
    void answersAndEndsTheConnectionWhileItIsAboutToStop() {
        // Given
        given().get("/").then().statusCode(200).header("Connection", not(equalToIgnoringCase("close")));

        // When
        soon.fire(new ShutdownDelayInitiatedEvent());

        // Then
        given().get("/").then().statusCode(200).header("Connection", equalToIgnoringCase("close"));
    }
}
