package fr.toise.predict.loop;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.LandedFile;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.testing.Topics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = AfterARestartTest.SaidBefore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AfterARestartTest {

    /** A stack on which something was said before the service is there. */
    public static final class SaidBefore implements QuarkusTestResourceLifecycleManager {

        private final LocalStackResource stack = new LocalStackResource();

        @Override
        public Map<String, String> start() {
            var settings = stack.start();
            try (var topics = new Topics(settings.get("kafka.bootstrap.servers"))) {
                topics.say(new DatasetLanded(
                        "geo-dvf",
                        "said-before",
                        false,
                        List.of(new LandedFile(
                                "s3://raw/full.csv", 1_000, "00", "https://example.org/full.csv.gz", null)),
                        Instant.now()));
            }
            return settings;
        }

        @Override
        public void stop() {
            stack.stop();
        }
    }

    @Test
    void whatWasSaidBeforeIsStillShown() {
        await().atMost(Duration.ofSeconds(30)).until(() -> given().get("/api/v1/loop")
                .jsonPath()
                .getList("subject")
                .contains("geo-dvf/said-before"));
    }
}
