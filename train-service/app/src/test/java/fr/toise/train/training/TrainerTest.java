package fr.toise.train.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.train.registry.ModelRegistry;
import fr.toise.train.trigger.TriggersConfig;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class TrainerTest {

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

    @Inject
    Instance<Trainer> running;

    @Inject
    Scheduler scheduler;

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
        asOperator().post("/api/v1/trainings").then().statusCode(202);
        await().atMost(SOON).until(() -> registry.champion().isPresent());
    }

    @Test
    void whatHasFailedIsTriedAgainAfterTheNextStart() {
        // Given
        job.exitCodes.addAll(List.of(1, 1, 1));
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(Duration.ofMinutes(1)).until(() -> job.started.size() == 3);
        awaitIdle();

        // When
        running.destroy(trainer);
        trainer.lookNowAndThen();

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        assertThat(job.started).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {JobProgram.FAILED, JobProgram.REFUSED})
    void whatHasFailedIsTriedAgainOnceItsSalesWereMadeAnew(int exitCode) {
        // Given
        job.exitCodes.addAll(List.of(exitCode, exitCode, exitCode));
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> !job.started.isEmpty());
        await().atMost(Duration.ofMinutes(1)).until(() -> !trainer.status().busy());
        job.exitCodes.clear();

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
    }

    @Test
    void whatTheJobRefusesIsNotTriedAgain() {
        // Given
        job.exitCodes.add(JobProgram.REFUSED);

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
    void theReasonOfATrainingIsWrittenDownAndShown() {
        // Given
        var event = cleaned("geo-dvf", "d1", false);

        // When
        channels.<Event>source("dataset-cleaned").send(event);

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        given().get("/api/v1/models")
                .then()
                .body("[0].reason.trigger", equalTo("NEW_DATA"))
                .body("[0].reason.text", equalTo("There is no live model of such sales yet: geo-dvf/d1"));
    }

    @Test
    void whatWasRolledBackDoesNotComeBackByItself() {
        // Given two models, the newer one live and its decision lost in a crash
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var first = registry.champion().orElseThrow().version();
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));
        await().atMost(SOON)
                .until(() -> !registry.champion().orElseThrow().version().equals(first));
        awaitIdle();
        var second = registry.champion().orElseThrow().version();
        buckets.model().delete(ObjectLayout.modelVersion("paris-flats", second) + ObjectLayout.DECISION);

        // When
        asOperator()
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/models/rollback")
                .then()
                .statusCode(200);
        trainer.lookNowAndThen();

        // Then
        await().atMost(SOON).until(() -> registry.decision(second).isPresent());
        awaitIdle();
        assertThat(registry.champion().orElseThrow().version()).isEqualTo(first);
        assertThat(job.started).hasSize(2);
    }

    @Test
    void whatWasComparedWithAModelThatIsLiveNoMoreIsTrainedAnew() {
        // Given a model that somebody makes live while another is trained
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var first = registry.champion().orElseThrow().version();
        job.before = arguments -> {
            if (arguments instanceof TrainingArguments training && first.equals(training.championVersion())) {
                registry.promote(
                        new Champion("paris-flats", "chosen", first, false, "A person's", Instant.now()),
                        registry.versionedChampion());
            }
        };

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        awaitIdle();
        assertThat(job.started)
                .extracting(started -> ((TrainingArguments) started.arguments()).championVersion())
                .containsExactly(null, first, "chosen");
        assertThat(registry.champion().orElseThrow().previousVersion()).isEqualTo("chosen");
        trainer.lookNowAndThen();
        awaitIdle();
        assertThat(job.started).hasSize(3);
    }

    @Test
    void newerSalesTakeThePlaceOfThoseThatAreTriedAgain() {
        // Given a training that fails while newer sales arrive
        job.exitCodes.add(1);
        job.before = arguments -> {
            if (job.started.isEmpty()) {
                cleaned("geo-dvf", "d2", false);
            }
        };

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        assertThat(job.started)
                .extracting(started -> ((TrainingArguments) started.arguments()).datasetVersion())
                .containsExactly("d1", "d2");
    }

    @Test
    void theStateOfAnUnfinishedTrainingIsForgottenOnceItIsFinished() {
        // Given
        job.before = arguments -> {
            if (arguments instanceof TrainingArguments training) {
                assertThat(training.checkpoint()).endsWith("/checkpoints/" + training.version() + "/");
                buckets.model().write("paris-flats/checkpoints/" + training.version() + "/epoch.json", 7);
            }
        };

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        assertThat(buckets.model().list("paris-flats/checkpoints/")).isEmpty();
    }

    @Test
    void theStateOfATrainingOnOlderSalesIsForgotten() {
        // Given what is left of a training that newer sales have overtaken
        buckets.model().write("paris-flats/checkpoints/0123456789abcdef/epoch.json", 7);

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));

        // Then
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        assertThat(buckets.model().list("paris-flats/checkpoints/")).isEmpty();
    }

    @Test
    void unchangedSalesAndSettingsTrainNothingWhoeverAsks() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();

        // When
        var answer = asOperator().post("/api/v1/trainings").then();

        // Then
        answer.statusCode(200).body("trainings", hasSize(0)).body("message", startsWith("There is nothing to train"));
        awaitIdle();
        assertThat(job.started).hasSize(1);
    }

    @Test
    void whatMayHappenIsCountedFromTheStart() {
        given().get("/q/metrics")
                .then()
                .body(containsString("toise_training_runs_seconds_count{outcome=\"succeeded\"}"))
                .body(containsString("toise_training_runs_seconds_count{outcome=\"failed\"}"))
                .body(containsString("toise_training_models_total{decision=\"promoted\"}"))
                .body(containsString("toise_training_models_total{decision=\"refused\"}"));
    }

    @Test
    void earlierChampionsAreScoredOnNewSales() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var first = registry.champion().orElseThrow().version();
        assertThat(job.scorings).as("on its own sales nothing is scored").isEmpty();
        job.mdapeOnNewSales = 0.11;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        awaitIdle();
        trainer.lookNowAndThen();
        awaitIdle();
        assertThat(job.scorings).singleElement().satisfies(scoring -> {
            assertThat(scoring.datasetPrefix()).isEqualTo("s3://toise-clean/geo-dvf/d2/");
            assertThat(scoring.champions()).singleElement().satisfies(champion -> {
                assertThat(champion.version()).isEqualTo(first);
                assertThat(champion.output()).isEqualTo("s3://toise-model/paris-flats/ledger/" + first + "/d2.json");
            });
        });
        given().get("/api/v1/ledger")
                .then()
                .body("[1].version", equalTo(first))
                .body("[1].live", equalTo(false))
                .body("[1].holdOut.mdape", equalTo(0.1f))
                .body("[1].entries[0].datasetVersion", equalTo("d2"))
                .body("[1].entries[0].months[0].month", equalTo("2023-05"))
                .body("[0].entries", hasSize(0));
        given().get("/q/metrics")
                .then()
                .body(containsString(
                        "toise_ledger_mdape{live=\"false\",model=\"paris-flats\",version=\"" + first + "\"} 0.11"))
                .body(containsString(
                        "toise_ledger_coverage{live=\"false\",model=\"paris-flats\",version=\"" + first + "\"} 0.79"))
                .body(containsString(
                        "toise_ledger_sales{live=\"false\",model=\"paris-flats\",version=\"" + first + "\"} 400.0"));
    }

    @Test
    void aModelOfMadeUpSalesIsNotScoredOnRealOnes() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("sample", "d1", true));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        awaitIdle();
        assertThat(job.scorings).isEmpty();
    }

    @Test
    void scoringThatFailsKeepsNobodyFromTraining() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        job.scoring = false;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then it is trained, and scoring is given up after as many attempts as a job has
        lookUntilScoringIsGivenUp();
        assertThat(job.scorings.stream().filter(scoring -> scoring.champions().size() == 1))
                .hasSize(3);
    }

    @Test
    void scoringThatHasFailedIsTriedAgainOnceItsSalesWereMadeAnew() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        var champion = registry.champion().orElseThrow().version();
        job.scoring = false;
        job.mdape = 0.2;
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));
        lookUntilScoringIsGivenUp();
        job.scoring = true;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        var entry = ObjectLayout.ledgerEntry("paris-flats", champion, "d2");
        await().atMost(SOON)
                .until(() -> buckets.model().read(entry, LedgerEntry.class).isPresent());
    }

    @Test
    void aModelThatDoesBadlyOnNewSalesIsTheReasonToTrainAnother() {
        // Given
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d1", false));
        await().atMost(SOON).until(() -> registry.champion().isPresent());
        awaitIdle();
        job.mdapeOnNewSales = 0.13;

        // When
        channels.<Event>source("dataset-cleaned").send(cleaned("geo-dvf", "d2", false));

        // Then
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        awaitIdle();
        given().get("/api/v1/models")
                .then()
                .body("[0].reason.trigger", equalTo("LEDGER_DRIFT"))
                .body("[0].reason.text", containsString("13.00 % on the 400 new sales of geo-dvf/d2, above 12.50 %"));
    }

    @Test
    void aScheduleThatCannotBeIsNamed() {
        for (var wrong : new String[] {"sometimes", "every now and then"}) {
            assertThatThrownBy(() -> new Schedule(scheduled(wrong), scheduler, trainer).begin(null))
                    .hasMessage("toise.training.triggers.schedule is '" + wrong
                            + "', expected an interval like 24h, a cron expression like 0 0 3 ? * SUN, or off");
        }
    }

    @Test
    void anUnknownModelIsAProblemThatNamesIt() {
        given().get("/api/v1/models/nosuch")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", startsWith("Version 'nosuch'"));
    }

    private static RequestSpecification asOperator() {
        return given().auth().preemptive().basic("operator", LocalStackResource.OPERATOR_PASSWORD);
    }

    private static TriggersConfig scheduled(String schedule) {
        return new SmallRyeConfigBuilder()
                .withMapping(TriggersConfig.class)
                .withSources(
                        new PropertiesConfigSource(Map.of("toise.training.triggers.schedule", schedule), "test", 100))
                .build()
                .getConfigMapping(TriggersConfig.class);
    }

    /** More often than a job has attempts, once the second model is there. */
    private void lookUntilScoringIsGivenUp() {
        await().atMost(SOON)
                .until(() -> channels.sink("model-trained").received().size() == 2);
        for (int i = 0; i < 4; i++) {
            trainer.lookNowAndThen();
            awaitIdle();
        }
    }

    private void awaitIdle() {
        await().atMost(SOON).until(() -> !trainer.status().busy());
    }

    private DatasetCleaned cleaned(String dataset, String version, boolean madeUp) {
        return new CleanedSales(buckets.clean()).put(dataset, version, madeUp);
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }
}
