package fr.toise.clean.cleaning;

import static fr.toise.clean.cleaning.RunningCleaner.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fr.toise.clean.gate.ExampleSales;
import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.work.RunRecords;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class CleanerTest {

    @Inject
    RunningCleaner service;

    @Inject
    FakeCleaningJob job;

    @Inject
    Cleaner cleaner;

    @Inject
    Instance<Cleaner> running;

    // what was said of a version is remembered for as long as the service runs, so no two tests may make the same one
    private final String snapshot = UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void startWithNothing() {
        service.startWithNothing();
    }

    @AfterEach
    void leaveNothingBehind() {
        service.awaitIdle();
    }

    @Test
    void cleansWhatLandedAndSaysSo() {
        // Given
        var event = service.landed("geo-dvf", snapshot);

        // When
        service.send(event);

        // Then
        service.awaitIdle();
        var cleaned = service.cleaned();
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
        assertThat(arguments.scope()).isEqualTo(new SalesScope(List.of("75"), List.of(PropertyType.FLAT)));
        assertThat(arguments.executors()).isEqualTo(Executors.NONE);
        assertThat(arguments.inputs()).contains("snapshot geo-dvf/" + snapshot);

        given().get("/api/v1/status")
                .then()
                .body("service", equalTo("clean-service"))
                .body("input", equalTo("geo-dvf/" + snapshot))
                .body("output", equalTo("geo-dvf/" + version))
                .body("state", equalTo("SUCCEEDED"))
                .body("message", equalTo("Kept 1,000 of 1,100 sales"));
        given().get("/api/v1/datasets")
                .then()
                .body("", hasSize(1))
                .body("[0].version", equalTo(version))
                .body("[0].report.funnel.dropped[2].rule", equalTo("house"));
        given().get("/api/v1/datasets/geo-dvf/" + version)
                .then()
                .statusCode(200)
                .body("state", equalTo("RELEASED"))
                .body("inUse", equalTo(true))
                .body("decision.passed", equalTo(true))
                .body("decision.drift", nullValue());
        given().get("/q/metrics")
                .then()
                .body(containsString("toise_cleaning_runs_seconds_count{outcome=\"succeeded\"}"))
                .body(containsString("toise_cleaning_lines_dropped_total{dataset=\"geo-dvf\",rule=\"house\"}"));
    }

    @Test
    void whatMayHappenIsCountedFromTheStart() {
        given().get("/q/metrics")
                .then()
                .body(containsString("toise_cleaning_runs_seconds_count{outcome=\"succeeded\"}"))
                .body(containsString("toise_cleaning_runs_seconds_count{outcome=\"refused\"}"))
                .body(containsString("toise_cleaning_runs_seconds_count{outcome=\"failed\"}"))
                .body(containsString("toise_cleaning_datasets_total{decision=\"released\"}"))
                .body(containsString("toise_cleaning_datasets_total{decision=\"rejected\"}"));
    }

    @Test
    void reportsHowFarItIs() {
        // When
        service.send(service.landed("geo-dvf", snapshot));

        // Then
        service.awaitIdle();
        assertThat(service.received("pipeline-progress", PipelineProgress.class))
                .extracting(PipelineProgress::state)
                .contains(PipelineProgress.State.RUNNING, PipelineProgress.State.SUCCEEDED);
    }

    @Test
    void eventsThatAreRepeatedAndOutOfOrderStartOneJob() {
        // Given
        var older = service.landed("geo-dvf", snapshot + "-1");
        var newer = service.landed("geo-dvf", snapshot + "-2");

        // When
        for (var event : List.of(newer, older, newer, newer, older)) {
            service.send(event);
        }

        // Then
        service.awaitIdle();
        assertThat(job.started)
                .extracting(started -> ((CleaningArguments) started.arguments()).snapshot())
                .containsExactly(newer.snapshot());
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void findsWorkWithoutBeingTold() {
        // Given an event that was lost
        service.landed("geo-dvf", snapshot);

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void aSnapshotWithoutManifestDoesNotExist() {
        // Given
        var event = service.landed("geo-dvf", snapshot);
        service.raw().delete(ObjectLayout.snapshot("geo-dvf", snapshot) + "manifest.json");

        // When
        service.send(event);

        // Then
        service.awaitIdle();
        assertThat(job.started).isEmpty();
    }

    @Test
    void goesOnAfterItWasKilledInTheMiddleOfARun() {
        // Given
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        var runs = new RunRecords(service.clean());
        runs.running(runs.submitted(work.output(), work.input(), work.jobName()));

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).extracting(started -> started.name()).containsExactly(work.jobName());
        assertThat(runs.find(work.output()).orElseThrow().attempts()).isEqualTo(1);
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void triesWhatHasFailedAgainAfterTheNextStart() {
        // Given
        job.endsWith(1, 1, 1);
        service.send(service.landed("geo-dvf", snapshot));
        service.awaitIdle();
        assertThat(service.cleaned()).isEmpty();

        // When
        running.destroy(cleaner);
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(4);
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void triesWhatHasFailedAgainOnceItsSnapshotHasLandedAnew() {
        // Given
        job.endsWith(1, 1, 1);
        service.send(service.landed("geo-dvf", snapshot));
        service.awaitIdle();
        cleaner.lookNowAndThen();
        service.awaitIdle();
        assertThat(job.started).hasSize(3);

        // When
        service.send(service.landed("geo-dvf", snapshot, Instant.now()));

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(4);
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void saysWhatWasMadeBeforeItCouldBeSaid() {
        // Given a service that was killed between the manifest and the event
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(new CleaningArguments(
                work.dataset(),
                snapshot,
                work.version(),
                false,
                List.of(),
                "s3://toise-clean/" + work.output() + "/",
                work.inputs(),
                new SalesScope(List.of("75"), List.of(PropertyType.FLAT)),
                new CleaningArguments.Thresholds(0, 1, 0, 1, 0, 1, 1),
                Executors.NONE));

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).isEmpty();
        assertThat(service.cleaned()).extracting(DatasetCleaned::version).containsExactly(work.version());
    }

    @Test
    void measuresDriftAgainstTheVersionBefore() {
        // Given
        service.send(service.landed("geo-dvf", snapshot + "-1"));
        service.awaitIdle();
        job.makes(ExampleSales.usual().withYear(2024, 100).withMedian(11_000).withCommunes("75109", "75116"));

        // When
        service.send(service.landed("geo-dvf", snapshot + "-2"));

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(2);
        var drift = service.cleaned().get(1).drift();
        assertThat(drift.previousVersion()).isEqualTo(service.cleaned().get(0).version());
        assertThat(drift.rowsRatio()).isEqualTo(1.1);
        assertThat(drift.medianPricePerSquareMetreRatio()).isEqualTo(1.1);
        assertThat(drift.populationStability()).containsKey("price");
        assertThat(drift.newCategories().get("commune")).containsExactly("75116");
    }

    @Test
    void speaksOfTheNewestSnapshotOfAllDatasets() {
        // Given
        service.landed("made-up", snapshot);
        var newest = service.landed("geo-dvf", snapshot);

        // When
        service.send(newest);

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).extracting(DatasetCleaned::dataset).containsExactly("geo-dvf", "made-up");
        given().get("/api/v1/status").then().body("input", equalTo("geo-dvf/" + snapshot));
        assertThat(service.cleaned()).extracting(DatasetCleaned::madeUp).containsExactly(false, true);
    }

    @Test
    void whatIsRefusedStaysRefusedUntilAnOperatorAsks() {
        // Given
        job.endsWith(JobProgram.REFUSED);

        // When
        service.send(service.landed("geo-dvf", snapshot));

        // Then
        service.awaitIdle();
        cleaner.lookNowAndThen();
        service.awaitIdle();
        assertThat(job.started).hasSize(1);
        assertThat(service.cleaned()).isEmpty();
        var rejected = service.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).rule()).isEqualTo("no-sales");
        assertThat(rejected.get(0).figures()).containsEntry("salesKept", 0.0);
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("REFUSED"))
                .body("output", nullValue())
                .body("message", equalTo("No sale was left"));
        var retry = "/api/v1/datasets/geo-dvf/" + rejected.get(0).version() + "/retry";
        given().post(retry).then().statusCode(401);
        operator().post(retry).then().statusCode(202);
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(1);
        operator().post(retry).then().statusCode(409).body("detail", containsString("is published already"));
    }

    @Test
    void aVersionThatIsRefusedLeavesTheOneBeforeInUse() {
        // Given
        service.send(service.landed("geo-dvf", snapshot + "-1"));
        service.awaitIdle();
        job.endsWith(JobProgram.REFUSED);

        // When
        service.send(service.landed("geo-dvf", snapshot + "-2"));

        // Then
        service.awaitIdle();
        given().get("/api/v1/datasets")
                .then()
                .body("state", equalTo(List.of("REFUSED", "RELEASED")))
                .body("[0].rejection.rule", equalTo("no-sales"));
        var before = service.cleaned().get(0).version();
        assertThat(service.clean().manifest(ObjectLayout.datasetVersion("geo-dvf", before)))
                .isPresent();
    }

    @Test
    void aJobThatFailsIsTriedAgainAndThenWaitsForAnOperator() {
        // Given
        job.endsWith(1, 137, 1);

        // When
        service.send(service.landed("geo-dvf", snapshot));

        // Then
        service.awaitIdle();
        cleaner.lookNowAndThen();
        service.awaitIdle();
        assertThat(job.started).hasSize(3);
        var version = cleaner.work().get(0).version();
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("FAILED"))
                .body("output", nullValue())
                .body(
                        "message",
                        equalTo("Cleaning geo-dvf/" + snapshot + " failed: the last words."
                                + " Once the reason is gone: ./toise datasets retry geo-dvf/" + version));
        operator().post("/api/v1/datasets/geo-dvf/" + version + "/retry").then().statusCode(202);
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(1);
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
        var first = service.landed("geo-dvf", snapshot + "-1");
        service.send(first);
        service.awaitIdle();
        var older = service.cleaned().get(0).version();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", older, first.snapshot(), first.landedAt()));
        var second = service.landed("geo-dvf", snapshot + "-2");

        // When
        service.send(second);

        // Then
        service.awaitIdle();
        var newer = service.cleaned().get(1).version();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", newer, second.snapshot(), second.landedAt()));
        given().get("/api/v1/datasets").then().body("inUse", equalTo(List.of(true, false)));
    }

    @Test
    void aSnapshotThatIsTheNewestAgainMakesItsVersionTheCurrentOneAgain() {
        // Given
        service.clean("geo-dvf", snapshot + "-1");
        service.clean("geo-dvf", snapshot + "-2");
        var first = service.cleaned().get(0).version();
        var again = service.landed("geo-dvf", snapshot + "-1");

        // When
        service.send(again);

        // Then
        service.awaitIdle();
        assertThat(current()).isEqualTo(new CurrentDataset("geo-dvf", first, again.snapshot(), again.landedAt()));
        assertThat(job.started).hasSize(2);
        assertThat(service.cleaned()).hasSize(3).last().satisfies(said -> assertThat(said.version())
                .isEqualTo(first));
    }

    @Test
    void whatIsRefusedOrFailsLeavesThePointerWhereItWas() {
        // Given
        service.send(service.landed("geo-dvf", snapshot + "-1"));
        service.awaitIdle();
        var before = current();
        job.endsWith(JobProgram.REFUSED);

        // When
        service.send(service.landed("geo-dvf", snapshot + "-2"));
        service.awaitIdle();
        job.endsWith(1, 1, 1);
        service.send(service.landed("geo-dvf", snapshot + "-3"));

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(5);
        assertThat(current()).isEqualTo(before);
    }

    @Test
    void brokenDocumentsAreLeftOutAndHoldUpNothingElse() {
        // Given
        service.send(service.landed("geo-dvf", snapshot + "-1"));
        service.awaitIdle();
        var made = service.cleaned().get(0).version();
        RunningCleaner.write(service.clean(), "geo-dvf/broken/manifest.json", "{\"id\": ");
        service.landed("geo-dvf", snapshot + "-2");
        RunningCleaner.write(
                service.raw(), ObjectLayout.snapshot("geo-dvf", snapshot + "-2") + ObjectLayout.LANDED, "{}");
        breakReport(made);

        // When
        service.send(service.landed("made-up", snapshot));

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).extracting(DatasetCleaned::dataset).containsExactly("geo-dvf", "made-up");
        assertThat(job.started).hasSize(2);
        given().get("/api/v1/datasets").then().body("dataset", equalTo(List.of("made-up")));
    }

    /** It stays as long as it was. */
    private void breakReport(String version) {
        var prefix = ObjectLayout.datasetVersion("geo-dvf", version);
        var entry = service.clean().manifest(prefix).orElseThrow().objects().stream()
                .filter(object -> object.name().equals(ObjectLayout.REPORT))
                .findFirst()
                .orElseThrow();
        RunningCleaner.write(service.clean(), prefix + ObjectLayout.REPORT, " ".repeat((int) entry.bytes()));
    }

    @Test
    void makesAVersionAnewThatHasLostAnObject() {
        // Given
        service.clean("geo-dvf", snapshot);
        var prefix =
                ObjectLayout.datasetVersion("geo-dvf", service.cleaned().get(0).version());
        var decision = service.clean().read(prefix + ObjectLayout.DECISION, DatasetDecision.class);
        service.clean().delete(prefix + ObjectLayout.PROFILE);

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(2);
        assertThat(service.clean().read(prefix + ObjectLayout.PROFILE, DatasetProfile.class))
                .isPresent();
        assertThat(service.clean().read(prefix + ObjectLayout.DECISION, DatasetDecision.class))
                .isEqualTo(decision);
        assertThat(service.cleaned()).extracting(DatasetCleaned::rowsKept).containsExactly(1_000L, 1_000L);
    }

    @Test
    void makesAVersionAnewThatHasLostTheEndOfAnObjectAndOnlyOnce() {
        // Given
        service.clean("geo-dvf", snapshot);
        var version = service.cleaned().get(0).version();
        RunningCleaner.write(
                service.clean(), ObjectLayout.datasetVersion("geo-dvf", version) + ObjectLayout.REPORT, "{\"dat");
        cleaner.lookNowAndThen();
        service.awaitIdle();
        assertThat(job.started).hasSize(2);

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(2);
        given().get("/api/v1/status").then().body("state", equalTo("SUCCEEDED"));
    }

    @Test
    void aVersionThatIsMadeAnewMayFailAsOftenAsANewOne() {
        // Given one that was made at the last attempt
        service.clean("geo-dvf", snapshot);
        var output = "geo-dvf/" + service.cleaned().get(0).version();
        var run =
                service.clean().read(ObjectLayout.run(output), RunRecord.class).orElseThrow();
        service.clean()
                .write(
                        ObjectLayout.run(output),
                        new RunRecord(
                                run.output(),
                                run.input(),
                                run.job(),
                                run.state(),
                                3,
                                run.message(),
                                run.startedAt(),
                                run.endedAt()));
        service.clean().delete(output + "/" + ObjectLayout.PROFILE);
        job.endsWith(1);

        // When
        cleaner.lookNowAndThen();

        // Then
        service.awaitIdle();
        assertThat(job.started).hasSize(3);
        assertThat(service.cleaned()).hasSize(2);
    }

    private CurrentDataset current() {
        return service.current("geo-dvf").orElseThrow();
    }
}
