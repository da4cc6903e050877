package fr.toise.train.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrialArguments;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.train.registry.ModelRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class SearchTest {

    private static final String SEARCHES = "/api/v1/searches";
    private static final int SIGKILLED = 137;
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
    TrainingConfig config;

    private CleanedSales sales;

    @BeforeEach
    void startWithAModel() {
        awaitIdle();
        buckets.clean().createBucketIfMissing();
        buckets.model().createBucketIfMissing();
        empty(buckets.clean());
        empty(buckets.model());
        job.reset();
        sales = new CleanedSales(buckets.clean());
        sales.put("geo-dvf", "d1", false);
        look();
        job.started.clear();
        channels.sink("pipeline-progress").clear();
    }

    @AfterEach
    void leaveNothingBehind() {
        awaitIdle();
    }

    @Test
    void theBestGoOnAndTheWinnerIsTrainedAndReleased() {
        // Given trials that are the better the higher their number
        job.mdapeOfTrial = trial -> 0.10 - trial.trial() / 1000.0;
        job.mdape = 0.09;

        // When
        var search = ask(9).statusCode(202).extract().path("search").toString();

        // Then
        awaitIdle();
        assertThat(trialsOn(0)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(trialsOn(1)).containsExactlyInAnyOrder(6, 7, 8);
        assertThat(trialsOn(2)).containsExactly(8);
        var training = (TrainingArguments) job.started.get(0).arguments();
        var winner = job.trials.get(job.trials.size() - 1);
        assertThat(training.search()).isEqualTo(search);
        assertThat(training.settings())
                .as("on the last rung a trial has all that a training has")
                .isEqualTo(winner.settings());
        assertThat(training.inputs()).contains("search " + search, "seed 1", "trials 9");
        assertThat(registry.champion().orElseThrow().version()).isEqualTo(training.version());
        given().get(SEARCHES + "/" + search)
                .then()
                .body("state", equalTo("DONE"))
                .body("best", equalTo(8))
                .body("done", equalTo(13))
                .body("total", equalTo(13))
                .body("reason.by", equalTo("operator"))
                .body("results", hasSize(9))
                .body("results[0].trial", equalTo(8))
                .body("results[0].rung", equalTo(2))
                .body("results[0].settings.width", notNullValue())
                .body("results[0].measures.mdape", equalTo(0.092f));
        given().get("/api/v1/models/" + training.version())
                .then()
                .body("search", equalTo(search))
                .body("reason.trigger", equalTo("PERSON"));
        assertThat(channels.<PipelineProgress>sink("pipeline-progress").received())
                .extracting(message -> message.getPayload())
                .anySatisfy(said -> {
                    assertThat(said.done()).isEqualTo(13);
                    assertThat(said.total()).isEqualTo(13);
                    assertThat(said.unit()).isEqualTo("trials");
                    assertThat(said.message()).isEqualTo("best MdAPE 9.20 %");
                });
    }

    @Test
    void aWinnerWhoseTrainingFailedForGoodIsTriedAgainWhenAPersonAsks() {
        // Given
        job.mdapeOfTrial = trial -> 0.10 - trial.trial() / 1000.0;
        job.exitCodes.add(JobProgram.REFUSED);
        ask(3);
        awaitIdle();
        look();
        var failed = ((TrainingArguments) job.started.get(0).arguments()).version();
        assertThat(job.started).hasSize(1);
        assertThat(registry.decision(failed)).isEmpty();

        // When
        var asked = given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .post("/api/v1/trainings")
                .then();

        // Then
        asked.statusCode(202).body("trainings", contains("paris-flats/" + failed));
        awaitIdle();
        assertThat(job.started).hasSize(2);
        assertThat(registry.decision(failed)).isPresent();
    }

    @Test
    void earlyTrialsCostLess() {
        // When
        ask(2);

        // Then
        awaitIdle();
        var first = trial(0, 0).settings();
        assertThat(first.networks()).isEqualTo(1);
        assertThat(first.epochs()).isEqualTo((int) Math.round(config.epochs() * 0.34));
        assertThat(trial(0, 2).settings()).isEqualTo(config.settings());
    }

    @Test
    void aTrialThatFailsIsLostAndTheOthersGoOn() {
        // Given
        job.mdapeOfTrial = trial -> trial.trial() == 1 ? Double.NaN : 0.1;

        // When
        var search = ask(3).extract().path("search").toString();

        // Then
        awaitIdle();
        given().get(SEARCHES + "/" + search)
                .then()
                .body("state", equalTo("DONE"))
                .body("lost", equalTo(1))
                .body("results[2].trial", equalTo(1))
                .body("results[2].lost", equalTo("the trial's last words"));
    }

    @Test
    void aTrialThatWasKilledIsStartedOnceMoreAndNotLost() {
        // Given
        job.exitCodesOfTrials.add(SIGKILLED);

        // When
        ask(2);

        // Then
        awaitIdle();
        given().get(SEARCHES).then().body("[0].state", equalTo("DONE")).body("[0].lost", equalTo(0));
        assertThat(trialsOn(0)).hasSize(3).contains(0, 1);
    }

    @Test
    void aTrialThatIsKilledEachTimeIsLost() {
        // Given
        job.before = arguments -> job.exitCodesOfTrials.add(SIGKILLED);

        // When
        ask(2);

        // Then
        awaitIdle();
        given().get(SEARCHES).then().body("[0].state", equalTo("FAILED")).body("[0].lost", equalTo(2));
        assertThat(trialsOn(0)).containsExactlyInAnyOrder(0, 0, 1, 1);
    }

    @Test
    void aSearchThatWasKilledRunsOnlyWhatIsMissing() {
        // Given a search that lost its end, one trial and the memory of another that was lost
        job.mdapeOfTrial = trial -> trial.trial() == 1 ? Double.NaN : 0.10 + trial.trial() / 1000.0;
        var search = ask(4).extract().path("search").toString();
        awaitIdle();
        var prefix = ObjectLayout.search("paris-flats", search);
        buckets.model().delete(prefix + ObjectLayout.RESULT);
        buckets.model().delete(ObjectLayout.trial("paris-flats", search, 3, 0));
        job.trials.clear();

        // When
        look();

        // Then
        assertThat(job.trials)
                .extracting(TrialArguments::trial, TrialArguments::rung)
                .containsExactly(tuple(3, 0));
        given().get(SEARCHES).then().body("[0].state", equalTo("DONE")).body("[0].lost", equalTo(1));
    }

    @Test
    void whereAllTrialsAreLostTheSearchHasFailedAndCanBeAskedForAgain() {
        // Given
        job.mdapeOfTrial = trial -> Double.NaN;
        ask(2);
        awaitIdle();
        given().get(SEARCHES).then().body("[0].state", equalTo("FAILED"));
        assertThat(job.started)
                .as("the settings of the configuration were trained with before")
                .isEmpty();
        job.mdapeOfTrial = trial -> 0.1;

        // When
        ask(2).statusCode(202);

        // Then
        awaitIdle();
        given().get(SEARCHES).then().body("$", hasSize(1)).body("[0].state", equalTo("DONE"));
    }

    @Test
    void whereTheSettingsOfTheConfigurationAreTheBestNothingIsTrainedAgain() {
        // Given
        job.mdapeOfTrial = trial -> 0.10 + trial.trial() / 1000.0;

        // When
        ask(3);

        // Then
        awaitIdle();
        assertThat(job.started).isEmpty();
        given().get(SEARCHES)
                .then()
                .body("[0].best", equalTo(0))
                .body("[0].message", containsString("the settings of the configuration are the best"));
    }

    @Test
    void newerSalesEndASearch() {
        // Given newer sales that arrive in the middle
        var run = new AtomicInteger();
        job.before = arguments -> {
            if (arguments instanceof TrialArguments && run.incrementAndGet() == 2) {
                sales.put("geo-dvf", "d2", false);
            }
        };

        // When
        ask(200);

        // Then
        awaitIdle();
        given().get(SEARCHES).then().body("[0].state", equalTo("SUPERSEDED"));
        assertThat(job.trials).hasSizeLessThan(200);
        assertThat(job.started)
                .extracting(started -> ((TrainingArguments) started.arguments()).datasetVersion())
                .containsExactly("d2");
    }

    @Test
    void aSearchThatWasGivenUpGoesOnWhenItsSalesAreInUseAgain() {
        // Given
        var run = new AtomicInteger();
        job.before = arguments -> {
            if (arguments instanceof TrialArguments && run.incrementAndGet() == 2) {
                sales.put("geo-dvf", "d2", false);
            }
        };
        ask(9);
        awaitIdle();
        given().get(SEARCHES).then().body("[0].state", equalTo("SUPERSEDED"));

        // When
        sales.put("geo-dvf", "d1", false);
        look();

        // Then
        given().get(SEARCHES).then().body("[0].state", equalTo("DONE"));
        assertThat(job.trials)
                .extracting(TrialArguments::trial, TrialArguments::rung)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSearchOnSalesThatCanNotBeReadNowIsNotGivenUp() {
        // Given
        var search = ask(3).extract().path("search").toString();
        awaitIdle();
        buckets.model().delete(ObjectLayout.search("paris-flats", search) + ObjectLayout.RESULT);
        buckets.clean().write(ObjectLayout.currentDataset("geo-dvf"), "nonsense");

        // When
        look();

        // Then
        given().get(SEARCHES).then().body("[0].state", equalTo("WAITING"));
    }

    @Test
    void theSameSearchIsNotRunTwice() {
        // Given
        ask(2);
        awaitIdle();
        job.trials.clear();

        // When
        var again = ask(2);

        // Then
        again.statusCode(200).body("state", equalTo("DONE"));
        awaitIdle();
        assertThat(job.trials).isEmpty();
    }

    @Test
    void anotherSeedDrawsOtherSettings() {
        // Given
        ask(3);
        awaitIdle();
        var settings = job.trials.stream().map(TrialArguments::settings).toList();
        job.trials.clear();

        // When
        ask("{\"trials\": 3, \"seed\": 2}").statusCode(202);

        // Then
        awaitIdle();
        assertThat(job.trials)
                .filteredOn(trial -> trial.trial() > 0)
                .isNotEmpty()
                .noneMatch(trial -> settings.contains(trial.settings()));
    }

    @Test
    void aSearchNeedsANumberAnAuthorityAndSales() {
        given().contentType("application/json")
                .body("{\"trials\": 2}")
                .post(SEARCHES)
                .then()
                .statusCode(401);
        ask("{\"trials\": 1}").statusCode(400).body("violations[0].expected", equalTo("2 to 1000"));
        ask("{}").statusCode(400);
        empty(buckets.clean());
        ask("{\"trials\": 2}").statusCode(409).body("detail", containsString("No sales have been cleaned yet"));
        given().get(SEARCHES + "/nosuch").then().statusCode(404);
    }

    private ValidatableResponse ask(int trials) {
        return ask("{\"trials\": " + trials + "}");
    }

    private static ValidatableResponse ask(String body) {
        return given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .contentType("application/json")
                .body(body)
                .post(SEARCHES)
                .then();
    }

    private List<Integer> trialsOn(int rung) {
        return job.trials.stream()
                .filter(trial -> trial.rung() == rung)
                .map(TrialArguments::trial)
                .toList();
    }

    private TrialArguments trial(int number, int rung) {
        return job.trials.stream()
                .filter(trial -> trial.trial() == number && trial.rung() == rung)
                .findFirst()
                .orElseThrow();
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
