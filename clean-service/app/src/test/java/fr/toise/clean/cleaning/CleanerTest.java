package fr.toise.clean.cleaning;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.work.RunRecords;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class CleanerTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector channels;

    @Inject
    Buckets buckets;

    @Inject
    FakeCleaningJob job;

    @Inject
    Cleaner cleaner;

    // what was said of a version is remembered for as long as the service runs, so no two tests may make the same one
    private final String snapshot = UUID.randomUUID().toString().substring(0, 8);
    private Instant landedAt = Instant.parse("2026-04-20T08:00:00Z");

    @BeforeEach
    void startWithNothing() {
        await().atMost(SOON)
                .until(() -> !cleaner.status().busy() && cleaner.status().looks() > 0);
        empty(buckets.raw());
        empty(buckets.clean());
        job.reset();
        List.of("dataset-cleaned", "dataset-rejected", "pipeline-progress")
                .forEach(channel -> channels.sink(channel).clear());
    }

    @AfterEach
    void leaveNothingBehind() {
        awaitIdle();
    }

    @Test
    void cleansWhatLandedAndSaysSo() {
        // Given
        var event = landed("geo-dvf", snapshot);

        // When
        send(event);

        // Then
        awaitIdle();
        var cleaned = cleaned();
        assertThat(cleaned).hasSize(1);
        var version = cleaned.get(0).version();
        assertThat(cleaned.get(0).snapshot()).isEqualTo(snapshot);
        assertThat(cleaned.get(0).manifest()).isEqualTo("s3://toise-clean/geo-dvf/" + version + "/manifest.json");
        assertThat(cleaned.get(0).rowsKept()).isEqualTo(1_000);
        assertThat(cleaned.get(0).drift()).isNull();

        assertThat(job.started).hasSize(1);
        assertThat(job.started.get(0).name()).isEqualTo("clean-" + version);
        assertThat(job.started.get(0).environment()).containsKeys("AWS_ENDPOINT_URL_S3", "AWS_SECRET_ACCESS_KEY");
        var arguments = (CleaningArguments) job.started.get(0).arguments();
        assertThat(arguments.files()).isEqualTo(event.files());
        assertThat(arguments.output()).isEqualTo("s3://toise-clean/geo-dvf/" + version + "/");
        assertThat(arguments.departments()).containsExactly("75");
        assertThat(arguments.inputs()).contains("snapshot geo-dvf/" + snapshot);

        given().get("/api/v1/status")
                .then()
                .body("service", equalTo("clean-service"))
                .body("input", equalTo("geo-dvf/" + snapshot))
                .body("output", equalTo("geo-dvf/" + version))
                .body("state", equalTo("SUCCEEDED"))
                .body("message", equalTo("Kept 1,000 of 1,500 sales"));
        given().get("/api/v1/datasets")
                .then()
                .body("", hasSize(1))
                .body("[0].version", equalTo(version))
                .body("[0].report.funnel.dropped[0].rule", equalTo("house"));
        given().get("/api/v1/datasets/geo-dvf/" + version)
                .then()
                .statusCode(200)
                .body("state", equalTo("PUBLISHED"))
                .body("drift", nullValue());
        given().get("/q/metrics")
                .then()
                .body(containsString("toise_cleaning_runs_seconds_count{outcome=\"succeeded\"}"))
                .body(containsString("toise_cleaning_lines_dropped_total{dataset=\"geo-dvf\",rule=\"house\"}"));
    }

    @Test
    void reportsHowFarItIs() {
        // When
        send(landed("geo-dvf", snapshot));

        // Then
        awaitIdle();
        assertThat(received("pipeline-progress", PipelineProgress.class))
                .extracting(PipelineProgress::state)
                .contains(PipelineProgress.State.RUNNING, PipelineProgress.State.SUCCEEDED);
    }

    @Test
    void eventsThatAreRepeatedAndOutOfOrderStartOneJob() {
        // Given
        var older = landed("geo-dvf", snapshot + "-1");
        var newer = landed("geo-dvf", snapshot + "-2");

        // When
        for (var event : List.of(newer, older, newer, newer, older)) {
            send(event);
        }

        // Then
        awaitIdle();
        assertThat(job.started)
                .extracting(started -> ((CleaningArguments) started.arguments()).snapshot())
                .containsExactly(newer.snapshot());
        assertThat(cleaned()).hasSize(1);
    }

    @Test
    void findsWorkWithoutBeingTold() {
        // Given an event that was lost
        landed("geo-dvf", snapshot);

        // When
        cleaner.lookNowAndThen();

        // Then
        awaitIdle();
        assertThat(cleaned()).hasSize(1);
    }

    @Test
    void aSnapshotWithoutManifestDoesNotExist() {
        // Given
        var event = landed("geo-dvf", snapshot);
        buckets.raw().delete(ObjectLayout.snapshot("geo-dvf", snapshot) + "manifest.json");

        // When
        send(event);

        // Then
        awaitIdle();
        assertThat(job.started).isEmpty();
    }

    @Test
    void goesOnAfterItWasKilledInTheMiddleOfARun() {
        // Given
        landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        var runs = new RunRecords(buckets.clean());
        runs.running(runs.submitted(work.output(), work.input(), work.jobName()));

        // When
        cleaner.lookNowAndThen();

        // Then
        awaitIdle();
        assertThat(job.started).extracting(started -> started.name()).containsExactly(work.jobName());
        assertThat(runs.find(work.output()).orElseThrow().attempts()).isEqualTo(1);
        assertThat(cleaned()).hasSize(1);
    }

    @Test
    void saysWhatWasMadeBeforeItCouldBeSaid() {
        // Given a service that was killed between the manifest and the event
        landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(new CleaningArguments(
                work.dataset(),
                snapshot,
                work.version(),
                false,
                List.of(),
                "s3://toise-clean/" + work.output() + "/",
                work.inputs(),
                List.of(),
                new CleaningArguments.Thresholds(0, 1, 0, 1, 0, 1),
                null));

        // When
        cleaner.lookNowAndThen();

        // Then
        awaitIdle();
        assertThat(job.started).isEmpty();
        assertThat(cleaned()).extracting(DatasetCleaned::version).containsExactly(work.version());
    }

    @Test
    void measuresDriftAgainstTheVersionBefore() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        job.salesKept = 1_100;

        // When
        send(landed("geo-dvf", snapshot + "-2"));

        // Then
        awaitIdle();
        assertThat(cleaned()).hasSize(2);
        var drift = cleaned().get(1).drift();
        assertThat(drift.previousVersion()).isEqualTo(cleaned().get(0).version());
        assertThat(drift.rowsRatio()).isEqualTo(1.1);
        assertThat(drift.medianPricePerSquareMetreRatio()).isEqualTo(1.1);
    }

    @Test
    void speaksOfTheNewestSnapshotOfAllDatasets() {
        // Given
        landed("made-up", snapshot);
        var newest = landed("geo-dvf", snapshot);

        // When
        send(newest);

        // Then
        awaitIdle();
        assertThat(cleaned()).extracting(DatasetCleaned::dataset).containsExactly("geo-dvf", "made-up");
        given().get("/api/v1/status").then().body("input", equalTo("geo-dvf/" + snapshot));
        assertThat(cleaned()).extracting(DatasetCleaned::madeUp).containsExactly(false, true);
    }

    @Test
    void whatIsRejectedStaysRejectedUntilAnOperatorAsks() {
        // Given
        job.exitCodes.add(3);

        // When
        send(landed("geo-dvf", snapshot));

        // Then
        awaitIdle();
        cleaner.lookNowAndThen();
        awaitIdle();
        assertThat(job.started).hasSize(1);
        assertThat(cleaned()).isEmpty();
        var rejected = received("dataset-rejected", DatasetRejected.class);
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).rule()).isEqualTo("too-few-sales");
        assertThat(rejected.get(0).figures()).containsEntry("salesKept", 3.0);
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("REFUSED"))
                .body("output", nullValue())
                .body("message", equalTo("Only 3 sales were kept"));
        var retry = "/api/v1/datasets/geo-dvf/" + rejected.get(0).version() + "/retry";
        given().post(retry).then().statusCode(401);
        operator().post(retry).then().statusCode(202);
        awaitIdle();
        assertThat(cleaned()).hasSize(1);
        operator().post(retry).then().statusCode(409).body("detail", containsString("is published already"));
    }

    @Test
    void aVersionThatIsRejectedLeavesTheOneBeforeInUse() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        job.exitCodes.add(3);

        // When
        send(landed("geo-dvf", snapshot + "-2"));

        // Then
        awaitIdle();
        given().get("/api/v1/datasets")
                .then()
                .body("state", equalTo(List.of("REJECTED", "PUBLISHED")))
                .body("[0].rejection.rule", equalTo("too-few-sales"));
        var before = cleaned().get(0).version();
        assertThat(buckets.clean().manifest(ObjectLayout.datasetVersion("geo-dvf", before)))
                .isPresent();
    }

    @Test
    void aJobThatFailsIsTriedAgainAndThenWaitsForAnOperator() {
        // Given
        job.exitCodes.addAll(List.of(1, 137, 1));

        // When
        send(landed("geo-dvf", snapshot));

        // Then
        awaitIdle();
        cleaner.lookNowAndThen();
        awaitIdle();
        assertThat(job.started).hasSize(3);
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("FAILED"))
                .body("output", nullValue())
                .body("message", equalTo("Cleaning geo-dvf/" + snapshot + " failed: the last words"));
        operator()
                .post("/api/v1/datasets/geo-dvf/" + cleaner.work().get(0).version() + "/retry")
                .then()
                .statusCode(202);
        awaitIdle();
        assertThat(cleaned()).hasSize(1);
    }

    @Test
    void anUnknownVersionIsAProblemThatNamesIt() {
        given().get("/api/v1/datasets/geo-dvf/nosuch")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("Version 'nosuch' of dataset 'geo-dvf'"));
        operator().post("/api/v1/datasets/geo-dvf/nosuch/retry").then().statusCode(404);
    }

    @Test
    void pointsToTheVersionOfTheNewestSnapshot() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        var older = cleaned().get(0).version();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", older, snapshot + "-1", landedAt));

        // When
        send(landed("geo-dvf", snapshot + "-2"));

        // Then
        awaitIdle();
        var newer = cleaned().get(1).version();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", newer, snapshot + "-2", landedAt));
        given().get("/api/v1/datasets").then().body("", hasSize(2));
    }

    @Test
    void aSnapshotThatIsTheNewestAgainMakesItsVersionTheCurrentOneAgain() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        send(landed("geo-dvf", snapshot + "-2"));
        awaitIdle();
        var first = cleaned().get(0).version();

        // When
        send(landed("geo-dvf", snapshot + "-1"));

        // Then
        awaitIdle();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", first, snapshot + "-1", landedAt));
        assertThat(job.started).hasSize(2);
        assertThat(cleaned()).hasSize(3).last().satisfies(said -> assertThat(said.version())
                .isEqualTo(first));
    }

    @Test
    void whatIsRejectedOrFailsLeavesThePointerWhereItWas() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        var before = current();
        job.exitCodes.add(3);

        // When
        send(landed("geo-dvf", snapshot + "-2"));
        awaitIdle();
        job.exitCodes.addAll(List.of(1, 1, 1));
        send(landed("geo-dvf", snapshot + "-3"));

        // Then
        awaitIdle();
        assertThat(job.started).hasSize(5);
        assertThat(current()).isEqualTo(before);
    }

    @Test
    void brokenDocumentsAreLeftOutAndHoldUpNothingElse() {
        // Given
        send(landed("geo-dvf", snapshot + "-1"));
        awaitIdle();
        var made = cleaned().get(0).version();
        write(buckets.clean(), "geo-dvf/broken/manifest.json", "{\"id\": ");
        landed("geo-dvf", snapshot + "-2");
        write(buckets.raw(), ObjectLayout.snapshot("geo-dvf", snapshot + "-2") + ObjectLayout.LANDED, "{}");
        write(buckets.clean(), ObjectLayout.datasetVersion("geo-dvf", made) + ObjectLayout.REPORT, "");

        // When
        send(landed("made-up", snapshot));

        // Then
        awaitIdle();
        assertThat(cleaned()).extracting(DatasetCleaned::dataset).containsExactly("geo-dvf", "made-up");
        assertThat(job.started).hasSize(2);
        given().get("/api/v1/datasets").then().body("dataset", equalTo(List.of("made-up")));
    }

    private CurrentDataset current() {
        return buckets.clean()
                .read(ObjectLayout.currentDataset("geo-dvf"), CurrentDataset.class)
                .orElseThrow();
    }

    private static void write(ObjectStore store, String key, String text) {
        store.s3().putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromString(text));
    }

    private static RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", LocalStackResource.OPERATOR_PASSWORD);
    }

    private void send(DatasetLanded event) {
        channels.<Event>source("dataset-landed").send(event);
    }

    private List<DatasetCleaned> cleaned() {
        return received("dataset-cleaned", DatasetCleaned.class);
    }

    private <E extends Event> List<E> received(String channel, Class<E> type) {
        return channels.<E>sink(channel).received().stream()
                .map(Message::getPayload)
                .map(type::cast)
                .toList();
    }

    private void awaitIdle() {
        await().atMost(SOON).until(() -> !cleaner.status().busy());
    }

    /** Each call a minute later than the one before. */
    private DatasetLanded landed(String dataset, String name) {
        landedAt = landedAt.plusSeconds(60);
        var file = new LandedFile(
                "s3://toise-raw/" + dataset + "/" + name + "/2023.csv", 10, "sha", "https://files.example/2023", null);
        var event = new DatasetLanded(dataset, name, dataset.equals("made-up"), List.of(file), landedAt);
        try (var publication = buckets.raw().publish(ObjectLayout.snapshot(dataset, name))) {
            publication.add(ObjectLayout.LANDED, event);
            publication.commit(name, List.of(), "test");
        }
        return event;
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }
}
