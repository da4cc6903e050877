package fr.toise.train.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.train.registry.ModelRegistry;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WaitingForDrift.class)
@QuarkusTestResource(LocalStackResource.class)
class TriggersTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Buckets buckets;

    @Inject
    ModelRegistry registry;

    @Inject
    FakeTrainingJob job;

    @Inject
    Trainer trainer;

    @Inject
    Schedule schedule;

    @Inject
    Scheduler scheduler;

    private CleanedSales sales;

    @BeforeEach
    void startWithAModel() {
        awaitIdle();
        empty(buckets.clean());
        empty(buckets.model());
        job.reset();
        sales = new CleanedSales(buckets.clean());
        sales.put("geo-dvf", "d1", false);
        look();
        assertThat(job.started)
                .as("where no model is live, new sales are enough")
                .hasSize(1);
        job.started.clear();
        job.trials.clear();
    }

    @AfterEach
    void leaveNothingBehind() {
        awaitIdle();
    }

    @Test
    void salesThatHaveNotDriftedWait() {
        // Given a model that does a little worse on them
        job.mdapeOnNewSales = 0.12;
        sales.putDrifted("geo-dvf", "d2", "d1", Map.of("area", 0.2));

        // When
        look();

        // Then
        assertThat(job.started).isEmpty();
        assertThat(trainer.status().state()).isEqualTo(State.UNCHANGED);
        assertThat(trainer.status().message())
                .isEqualTo("geo-dvf/d2 has not drifted, so nothing is trained on it before the schedule says so;"
                        + " ./toise train does so all the same");
    }

    @Test
    void salesThatHaveDriftedAreTrainedOn() {
        // Given
        sales.putDrifted("geo-dvf", "d2", "d1", Map.of("area", 0.2, "price", 0.31));

        // When
        look();

        // Then
        assertThat(job.started).hasSize(1);
        expectReason(
                "INPUT_DRIFT", "The sales of geo-dvf/d2 have drifted from d1: price has a PSI of 0.31, above 0.25");
    }

    @Test
    void aLiveModelThatDoesBadlyOnThemIsEnough() {
        // Given
        job.mdapeOnNewSales = 0.2;
        sales.put("geo-dvf", "d2", false);

        // When
        look();

        // Then
        assertThat(job.started).hasSize(1);
    }

    @Test
    void aFewNewSalesSayNothingOfTheLiveModel() {
        // Given
        job.mdapeOnNewSales = 0.2;
        job.newSales = 199;
        sales.put("geo-dvf", "d2", false);

        // When
        look();

        // Then
        assertThat(job.started).isEmpty();
    }

    @Test
    void realSalesAreEnoughWhereTheLiveModelIsOfMadeUpOnes() {
        // Given
        empty(buckets.clean());
        empty(buckets.model());
        sales.put("sample", "m1", true);
        look();
        job.started.clear();
        sales.put("geo-dvf", "d1", false);

        // When
        look();

        // Then
        assertThat(job.started).hasSize(1);
        expectReason("NEW_DATA", "There is no live model of such sales yet: geo-dvf/d1");
    }

    @Test
    void theScheduleIsEnough() {
        // Given
        sales.put("geo-dvf", "d2", false);
        look();
        assertThat(job.started).isEmpty();

        // When
        schedule.due();

        // Then
        awaitIdle();
        assertThat(job.started).hasSize(1);
        expectReason("SCHEDULE", "The schedule 12h was due");
        schedule.due();
        awaitIdle();
        assertThat(job.started).as("unchanged sales train nothing").hasSize(1);
    }

    @Test
    void aPersonIsEnough() {
        // Given
        sales.put("geo-dvf", "d2", false);
        look();

        // When
        given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .post("/api/v1/trainings")
                .then()
                .statusCode(202);

        // Then
        awaitIdle();
        assertThat(job.started).hasSize(1);
        expectReason("PERSON", "It was asked for by operator");
    }

    @Test
    void aSearchComesFirstWhereTheConfigurationWantsOne() {
        // Given
        job.mdapeOfTrial = trial -> trial.trial() == 2 ? 0.08 : 0.1;
        sales.putDrifted("geo-dvf", "d2", "d1", Map.of("price", 0.31));

        // When
        look();

        // Then
        assertThat(job.trials).hasSize(5);
        var training = (TrainingArguments) job.started.get(0).arguments();
        var winner = job.trials.get(job.trials.size() - 1);
        assertThat(training.search()).isEqualTo(winner.search());
        assertThat(training.settings()).isEqualTo(winner.settings());
        look();
        assertThat(job.trials).hasSize(5);
        assertThat(job.started).hasSize(1);
    }

    @Test
    void aSearchOfWhichEveryTrialIsLostIsNotRunAtEachLook() {
        // Given
        job.mdapeOfTrial = trial -> Double.NaN;
        sales.putDrifted("geo-dvf", "d2", "d1", Map.of("price", 0.31));
        look();

        // When
        look();

        // Then
        assertThat(job.trials).hasSize(3);
        assertThat(job.started).hasSize(1);
    }

    @Test
    void theSchedulerKnowsTheSchedule() {
        assertThat(scheduler.getScheduledJob(Schedule.NAME)).isNotNull();
    }

    private void expectReason(String trigger, String text) {
        var version = registry.champion().orElseThrow().version();
        given().get("/api/v1/models/" + version)
                .then()
                .body("reason.trigger", equalTo(trigger))
                .body("reason.text", equalTo(text));
    }

    private void look() {
        trainer.lookNowAndThen();
        awaitIdle();
    }

    private void awaitIdle() {
        await().atMost(SOON)
                .until(() -> !trainer.status().busy() && trainer.status().looks() > 0);
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }
}
