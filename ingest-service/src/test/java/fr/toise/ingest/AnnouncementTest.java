package fr.toise.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service says, with channels in memory instead of a broker. */
@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, restrictToAnnotatedClass = true)
@TestProfile(AnnouncementTest.InMemory.class)
class AnnouncementTest {

    public static class InMemory implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.messaging.outgoing.dataset-landed.connector", "smallrye-in-memory",
                    "mp.messaging.outgoing.pipeline-progress.connector", "smallrye-in-memory",
                    "toise.ingestion.source", "sample",
                    "toise.ingestion.sample.sales-a-year", "50");
        }
    }

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector channels;

    @Inject
    Buckets buckets;

    @BeforeEach
    void forget() {
        channels.sink("dataset-landed").clear();
        channels.sink("pipeline-progress").clear();
    }

    @Test
    void marksMadeUpSalesAndSaysAgainWhatACrashLeftUnsaid() {
        // Given
        ingest();
        var landed = landed();
        assertThat(landed.madeUp()).isTrue();
        assertThat(landed.dataset()).isEqualTo("made-up");
        assertThat(progress()).anySatisfy(running -> {
            assertThat(running.state()).isEqualTo(State.RUNNING);
            assertThat(running.run()).isEqualTo(landed.subject());
            assertThat(running.unit()).isEqualTo("bytes");
            assertThat(running.total())
                    .isEqualTo(
                            landed.files().stream().mapToLong(LandedFile::bytes).sum());
        });
        forget();
        // as if the service had been killed between the manifest and the event
        buckets.raw().delete(ObjectLayout.run(landed.subject()));

        // When
        ingest();

        // Then
        assertThat(landed()).isEqualTo(landed);
        assertThat(lastProgress().state()).isEqualTo(State.UNCHANGED);
        assertThat(lastProgress().run()).isEqualTo(landed.subject());
        forget();
        ingest();
        assertThat(channels.<DatasetLanded>sink("dataset-landed").received()).isEmpty();
    }

    private DatasetLanded landed() {
        var said = channels.<DatasetLanded>sink("dataset-landed").received();
        assertThat(said).hasSize(1);
        return said.get(0).getPayload();
    }

    private PipelineProgress lastProgress() {
        return progress().get(progress().size() - 1);
    }

    private List<PipelineProgress> progress() {
        return channels.<PipelineProgress>sink("pipeline-progress").received().stream()
                .map(Message::getPayload)
                .toList();
    }

    private static void ingest() {
        int looks = given().get("/api/v1/status").path("looks");
        given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .post("/api/v1/ingestions")
                .then()
                .statusCode(202);
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            var status = given().get("/api/v1/status").jsonPath();
            return status.getInt("looks") > looks && !status.getBoolean("busy");
        });
    }
}
