package fr.toise.train.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.train.registry.ModelRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class TrainerTest {

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector channels;

    @Inject
    Buckets buckets;

    @Inject
    ModelRegistry registry;

    @Inject
    FakeTrainingJob job;

    @Inject
    Trainer trainer;

    @BeforeEach
    void startWithNothing() {
        await().atMost(SOON)
                .until(() -> !trainer.status().busy() && trainer.status().looks() > 0);
        empty(buckets.clean());
        empty(buckets.model());
        job.reset();
        channels.sink("model-trained").clear();
        channels.sink("model-promoted").clear();
    }

    @AfterEach
    void leaveNothingBehind() {
        await().atMost(SOON).until(() -> !trainer.status().busy());
    }

    @Test
    void trainsOnWhatWasCleanedAndReleasesTheModel() {
        // Given
        var event = cleaned("geo-dvf", "d1", false);

        // When
        channels.<Event>source("dataset-cleaned").send(event);

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var promoted = channels.<ModelPromoted>sink("model-promoted").received();
        assertThat(promoted).hasSize(1);
        var version = promoted.get(0).getPayload().version();
        assertThat(registry.champion()).hasValueSatisfying(champion -> {
            assertThat(champion.version()).isEqualTo(version);
            assertThat(champion.previousVersion()).isNull();
        });
        assertThat(channels.<ModelTrained>sink("model-trained").received())
                .extracting(message -> message.getPayload().decision().promoted())
                .containsExactly(true);
        var arguments = (TrainingArguments) job.started.get(0).arguments();
        assertThat(arguments.datasetPrefix()).isEqualTo("s3://toise-clean/geo-dvf/d1/");
        assertThat(job.started.get(0).environment()).containsKey("AWS_SECRET_ACCESS_KEY");
        given().get("/api/v1/models")
                .then()
                .statusCode(200)
                .body("[0].version", equalTo(version))
                .body("[0].state", equalTo("CHAMPION"));
        given().get("/api/v1/status")
                .then()
                .body("input", equalTo("geo-dvf/d1"))
                .body("output", equalTo("paris-flats/" + version))
                .body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void theSameEventAgainAndAgainTrainsOnce() {
        // Given
        var event = cleaned("geo-dvf", "d1", false);

        // When
        for (int i = 0; i < 5; i++) {
            channels.<Event>source("dataset-cleaned").send(event);
        }

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        assertThat(job.started).hasSize(1);
    }

    @Test
    void aModelThatLosesIsRefusedWithItsReasonAndTheChampionStays() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var champion = registry.champion().orElseThrow();
        job.mdape = 0.105;
        job.championMdape = 0.104;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        awaitIdle();
        assertThat(registry.champion()).hasValue(champion);
        given().get("/api/v1/models")
                .then()
                .body("state", hasItem("REFUSED"))
                .body("[0].decision.reasons[0]", startsWith("Its MdAPE of 10.50 % is not below the 10.40 %"));
    }

    @Test
    void whatWasReleasedHalfwayIsFinishedAtTheNextLook() {
        // Given a pointer that was moved just before the service was killed
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var version = registry.champion().orElseThrow().version();
        buckets.model().delete(ObjectLayout.modelVersion("paris-flats", version) + ObjectLayout.DECISION);

        // When
        trainer.lookNowAndThen();

        // Then
        await().atMost(SOON).until(() -> registry.decision(version).isPresent());
        awaitIdle();
        assertThat(registry.decision(version).orElseThrow().promoted()).isTrue();
        assertThat(job.started).hasSize(1);
    }

    @Test
    void aJobThatFailsIsTriedAgainAndThenWaitsForAnOperator() {
        // Given
        job.exitCodes.addAll(List.of(1, 1, 1));

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(Duration.ofMinutes(1)).until(() -> job.started.size() == 3);
        awaitIdle();
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("FAILED"))
                .body("message", equalTo("Training on geo-dvf/d1 failed: the last words"));
        trainer.lookNowAndThen();
        awaitIdle();
        assertThat(job.started).hasSize(3);

        given().post("/api/v1/trainings").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .post("/api/v1/trainings")
                .then()
                .statusCode(202);
        await().atMost(SOON).until(() -> registry.champion().isPresent());
    }

    @Test
    void whatTheJobRefusesIsNotTriedAgain() {
        // Given
        job.exitCodes.add(3);

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(SOON).until(() -> job.started.size() == 1);
        awaitIdle();
        trainer.lookNowAndThen();
        awaitIdle();
        assertThat(job.started).hasSize(1);
    }

    @Test
    void aJobThatEndsWellAndLeavesNothingHasFailed() {
        // Given
        job.publishing = false;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(Duration.ofMinutes(1)).until(() -> job.started.size() == 3);
        awaitIdle();
        assertThat(trainer.status().state()).isEqualTo(PipelineProgress.State.FAILED);
        assertThat(trainer.status().message()).contains("left no model");
    }

    @Test
    void aJobThatCannotBeStartedHasFailed() {
        // Given
        job.startable = false;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(Duration.ofMinutes(1)).until(() -> job.started.size() == 3);
        awaitIdle();
        assertThat(trainer.status().state()).isEqualTo(PipelineProgress.State.FAILED);
        assertThat(trainer.status().message()).contains("there is no java here");
    }

    @Test
    void aDatasetWithoutManifestDoesNotExist() {
        // Given
        var event = cleaned("geo-dvf", "d1", false);
        buckets.clean().delete("geo-dvf/d1/manifest.json");
        long looks = trainer.status().looks();

        // When
        channels.<Event>source("dataset-cleaned").send(event);

        // Then
        await().atMost(SOON)
                .until(() ->
                        trainer.status().looks() > looks && !trainer.status().busy());
        assertThat(job.started).isEmpty();
    }

    @Test
    void anUnknownModelIsAProblemThatNamesIt() {
        given().get("/api/v1/models/nosuch")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", startsWith("Version 'nosuch'"));
    }

    private void awaitIdle() {
        await().atMost(SOON).until(() -> !trainer.status().busy());
    }

    private DatasetCleaned cleaned(String dataset, String version, boolean madeUp) {
        var funnel = new Funnel(10, 8, 8, List.of());
        var prefix = ObjectLayout.datasetVersion(dataset, version);
        try (var publication = buckets.clean().publish(prefix)) {
            publication.add(
                    ObjectLayout.REPORT,
                    new CleaningReport(
                            dataset,
                            version,
                            "s",
                            madeUp,
                            FLATS_OF_PARIS,
                            funnel,
                            List.of(),
                            null,
                            null,
                            null,
                            10_000,
                            0));
            publication.commit(version, List.of(), "1");
        }
        buckets.clean()
                .write(ObjectLayout.currentDataset(dataset), new CurrentDataset(dataset, version, "s", Instant.now()));
        return new DatasetCleaned(
                dataset, version, "s", madeUp, "s3://toise-clean/" + prefix, 8, funnel, null, Instant.now());
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }
}
