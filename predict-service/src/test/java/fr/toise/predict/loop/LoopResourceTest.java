package fr.toise.predict.loop;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class LoopResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Releases releases;

    @TestHTTPResource("/api/v1/loop/events")
    URI events;

    private final String version = UUID.randomUUID().toString().substring(0, 16);

    @Test
    void tellsWhatWasSaidOnTheTopics() {
        // Given
        releases.topics().sayRubbish("dataset-cleaned", "rubbish".getBytes(StandardCharsets.UTF_8));

        // When
        say(new DatasetCleaned(
                "geo-dvf",
                version,
                "snapshot",
                false,
                "s3://clean/manifest.json",
                900,
                new Funnel(2_000, 1_000, 900, List.of()),
                null,
                Instant.now()));

        // Then
        var moment = awaitMoment("geo-dvf/" + version);
        assertThat(moment)
                .containsEntry("topic", "dataset-cleaned")
                .containsEntry("step", "CLEAN")
                .containsEntry("state", "SUCCEEDED")
                .containsEntry("figures", Map.of("kept", 900f, "found", 1_000f));
    }

    @Test
    void aStreamBeginsWithWhatIsKnownAndGoesOn() {
        // Given
        var rejected = new DatasetRejected(
                "geo-dvf", version, "snapshot", "volume", "Too few sales", Map.of("found", 0.1), Instant.now());
        say(rejected);
        awaitMoment("geo-dvf/" + version);
        try (var stream = new EventStream(events, null)) {
            var first = JsonPath.from(stream.next(data -> data.contains(version)));
            assertThat(first.getString("find { it.subject == 'geo-dvf/%s' }.message".formatted(version)))
                    .isEqualTo("Too few sales");

            // When
            say(progress("run-" + version));

            // Then
            assertThat(stream.next(data -> data.contains("run-" + version)))
                    .contains("\"done\":3.0")
                    .doesNotContain("Too few sales");
        }
    }

    @Test
    void whoComesBackIsToldWhatChangedSince() {
        // Given
        say(progress("before-" + version));
        awaitMoment("before-" + version);
        String seen;
        try (var stream = new EventStream(events, null)) {
            stream.next(data -> data.contains("before-" + version));
            seen = stream.lastId();
        }
        say(progress("meanwhile-" + version));

        // When
        try (var again = new EventStream(events, seen)) {

            // Then
            assertThat(again.next(data -> !data.endsWith("[]")))
                    .contains("meanwhile-" + version)
                    .doesNotContain("before-" + version);
        }
    }

    @Test
    void whoComesFromAnotherReplicaIsToldEverything() {
        // Given
        say(progress("known-" + version));
        awaitMoment("known-" + version);

        // When
        try (var stream = new EventStream(events, "another:1000000")) {

            // Then
            assertThat(stream.next(data -> true)).contains("known-" + version);
        }
    }

    private void say(Event event) {
        releases.topics().say(event);
    }

    private static PipelineProgress progress(String run) {
        return new PipelineProgress(run, Step.TRAIN, State.RUNNING, 3, 24, "epochs", "Training", Instant.now());
    }

    private static Map<String, Object> awaitMoment(String subject) {
        return await().atMost(PATIENCE)
                .until(
                        () -> given().get("/api/v1/loop")
                                .then()
                                .statusCode(200)
                                .extract()
                                .<Map<String, Object>>path("find { it.subject == '%s' }".formatted(subject)),
                        found -> found != null);
    }
}
