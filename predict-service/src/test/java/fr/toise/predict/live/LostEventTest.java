package fr.toise.predict.live;

import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LostEventTest.LooksOften.class)
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class LostEventTest {

    public static final class LooksOften implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("toise.serving.look-every", "1s");
        }
    }

    @Inject
    Releases releases;

    @Test
    void findsAPromotionThatNobodySaid() {
        // Given
        releases.bucket().publish("unsaid");

        // When
        releases.bucket().promote("unsaid");

        // Then
        releases.awaitLive("unsaid");
    }
}
