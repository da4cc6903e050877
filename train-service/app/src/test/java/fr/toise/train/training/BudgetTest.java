package fr.toise.train.training;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.TrialArguments;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TwoHoursADay.class)
@QuarkusTestResource(LocalStackResource.class)
class BudgetTest {

    private static final String SEARCHES = "/api/v1/searches";

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector channels;

    @Inject
    Buckets buckets;

    @Inject
    FakeTrainingJob job;

    @Inject
    Trainer trainer;

    private CleanedSales sales;

    @BeforeEach
    void startWithAModel() {
        awaitIdle();
        buckets.clean().createBucketIfMissing();
        buckets.model().createBucketIfMissing();
        empty(buckets.clean(), "");
        empty(buckets.model(), "");
        job.reset();
        job.ran = Duration.ofMinutes(45);
        sales = new CleanedSales(buckets.clean());
        sales.put("geo-dvf", "d1", false);
        look();
        channels.sink("pipeline-progress").clear();
    }

    @Test
    void aSearchWaitsWhenTheDaysTrialsHaveRunForAllTheirTimeAndGoesOnTheNextDay() {
        // When
        ask(4);

        // Then the third trial was begun within the budget, and is the last
        awaitIdle();
        look();
        assertThat(job.trials).extracting(TrialArguments::trial).containsExactly(0, 1, 2);
        given().get(SEARCHES)
                .then()
                .body("[0].state", equalTo("WAITING"))
                .body("[0].done", equalTo(3))
                .body("[0].message", startsWith("Waits for tomorrow (UTC): trials have run for today's 2.0 h"));
        assertThat(channels.<PipelineProgress>sink("pipeline-progress").received())
                .extracting(message -> message.getPayload().message())
                .filteredOn(message -> message.startsWith("Waits for tomorrow"))
                .hasSize(1);

        // Given that what is in the store is all there is to know, another day
        empty(buckets.model(), "paris-flats/spent/");
        job.ran = Duration.ofMinutes(1);
        look();
        assertThat(job.trials)
                .extracting(TrialArguments::trial, TrialArguments::rung)
                .hasSize(6)
                .doesNotHaveDuplicates();
        given().get(SEARCHES).then().body("[0].state", equalTo("DONE"));
    }

    @Test
    void newerSalesAreTrainedOnWhileASearchWaits() {
        // Given
        ask(9);
        awaitIdle();
        job.started.clear();

        // When
        sales.put("geo-dvf", "d2", false);
        look();

        // Then
        assertThat(job.started).hasSize(1);
        given().get(SEARCHES).then().body("[0].state", equalTo("SUPERSEDED"));
    }

    private static void ask(int trials) {
        given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .contentType("application/json")
                .body("{\"trials\": " + trials + "}")
                .post(SEARCHES)
                .then()
                .statusCode(202);
    }

    private void look() {
        trainer.lookNowAndThen();
        awaitIdle();
    }

    private void awaitIdle() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !trainer.status().busy() && trainer.status().looks() > 0);
    }

    private static void empty(ObjectStore store, String prefix) {
        store.list(prefix).forEach(object -> store.delete(object.key()));
    }
}
