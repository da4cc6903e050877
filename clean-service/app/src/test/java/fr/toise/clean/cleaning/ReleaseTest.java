package fr.toise.clean.cleaning;

import static fr.toise.clean.cleaning.RunningCleaner.operator;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import fr.toise.clean.gate.ExampleSales;
import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.gate.Check;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.DatasetDecision.Acceptance;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class ReleaseTest {

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
    private static final ExampleSales COLLAPSED = ExampleSales.usual().withYear(2022, 100);

    @Inject
    RunningCleaner service;

    @Inject
    FakeCleaningJob job;

    @Inject
    Cleaner cleaner;

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
    void whatTheGateStopsIsNotUsedAndTheOneBeforeStays() {
        // Given
        service.clean("geo-dvf", snapshot + "-1");
        var before = service.current("geo-dvf").orElseThrow();
        job.makes(COLLAPSED);

        // When
        service.clean("geo-dvf", snapshot + "-2");

        // Then
        cleaner.lookNow();
        service.awaitIdle();
        assertThat(service.current("geo-dvf")).contains(before);
        assertThat(service.cleaned()).extracting(DatasetCleaned::version).containsExactly(before.version());
        assertThat(service.rejected()).hasSize(1);
        var rejected = service.rejected().get(0);
        assertThat(rejected.snapshot()).isEqualTo(snapshot + "-2");
        assertThat(rejected.rule()).isEqualTo("volume-by-year");
        assertThat(rejected.reason()).startsWith("2022 has 100 sales and had 400 before");
        assertThat(rejected.figures())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("volume-by-year.found", 0.25, "volume-by-year.expected", 0.7));
        assertThat(job.started).hasSize(2);
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("REFUSED"))
                .body("output", nullValue())
                .body("message", containsString("2022 has 100 sales"));
        given().get("/api/v1/datasets")
                .then()
                .body("state", equalTo(List.of("REJECTED", "RELEASED")))
                .body("inUse", equalTo(List.of(false, true)))
                .body("[0].decision.passed", is(false))
                .body("[0].rejection.rule", equalTo("volume-by-year"));
        assertThat(service.received("pipeline-progress", PipelineProgress.class))
                .extracting(PipelineProgress::state)
                .endsWith(PipelineProgress.State.REFUSED);
    }

    @Test
    void aPersonLetsItThroughAndThatIsRecorded() {
        // Given
        service.clean("geo-dvf", snapshot + "-1");
        job.makes(COLLAPSED);
        service.clean("geo-dvf", snapshot + "-2");
        var stopped = service.rejected().get(0).version();

        // When
        operator()
                .contentType(ContentType.JSON)
                .body("{\"reason\": \" They published half a year only \"}")
                .post(accept(stopped))
                .then()
                .statusCode(202)
                .body("decision.accepted.by", equalTo("operator"));

        // Then
        service.awaitIdle();
        assertThat(service.current("geo-dvf").orElseThrow().version()).isEqualTo(stopped);
        assertThat(service.cleaned()).hasSize(2).last().satisfies(said -> {
            assertThat(said.version()).isEqualTo(stopped);
            assertThat(said.drift().rowsRatio()).isEqualTo(0.7);
        });
        assertThat(job.started).hasSize(2);
        given().get("/api/v1/datasets/geo-dvf/" + stopped)
                .then()
                .body("state", equalTo("RELEASED"))
                .body("inUse", is(true))
                .body("rejection", nullValue())
                .body("decision.passed", is(false))
                .body("decision.accepted.reason", equalTo("They published half a year only"))
                .body("decision.accepted.at", notNullValue());
        operator().post(accept(stopped)).then().statusCode(409).body("detail", containsString("by operator at"));
    }

    @Test
    void aReasonIsNotNeeded() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot);

        // When
        operator().post(accept(service.rejected().get(0).version())).then().statusCode(202);

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void onlyTheOperatorLetsThrough() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot);

        // When
        given().noContentType()
                .post(accept(service.rejected().get(0).version()))
                .then()
                .statusCode(401);

        // Then
        service.awaitIdle();
        assertThat(service.current("geo-dvf")).isEmpty();
    }

    @Test
    void aReasonThatIsTooLongIsRefused() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot);

        // When
        var answer = operator()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "x".repeat(501)))
                .post(accept(service.rejected().get(0).version()))
                .then();

        // Then
        answer.statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].expected", equalTo("at most 500 characters"));
    }

    @Test
    void ofTwoWhoLetItThroughAtOnceOneIsRecorded() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot);
        var stopped = service.rejected().get(0).version();

        // When
        var answers = IntStream.range(0, 4)
                .mapToObj(one -> CompletableFuture.supplyAsync(() -> operator()
                        .contentType(ContentType.JSON)
                        .body(Map.of("reason", "reason " + one))
                        .post(accept(stopped))
                        .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Then
        assertThat(answers).containsOnlyOnce(202).contains(409);
        service.awaitIdle();
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void whatHasPassedCannotBeLetThrough() {
        // Given
        service.clean("geo-dvf", snapshot);

        // When
        var answer = operator().post(accept(service.cleaned().get(0).version())).then();

        // Then
        answer.statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("it has passed the gate"));
    }

    @Test
    void whatTheJobHasRefusedHasNoSalesToLetThrough() {
        // Given
        job.endsWith(JobProgram.REFUSED);
        service.clean("geo-dvf", snapshot);

        // When
        var answer =
                operator().post(accept(service.rejected().get(0).version())).then();

        // Then
        answer.statusCode(409)
                .body("detail", containsString("no sales to let through (No sale was left)"))
                .body("detail", containsString("/retry"));
    }

    @Test
    void whatANewerSnapshotHasSupersededCannotBeLetThrough() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot + "-1");
        var stopped = service.rejected().get(0).version();
        job.makes(ExampleSales.usual());
        service.clean("geo-dvf", snapshot + "-2");

        // When
        var answer = operator().post(accept(stopped)).then();

        // Then
        answer.statusCode(409).body("detail", containsString("older snapshot"));
    }

    @Test
    void whatTheGateHasStoppedIsNotTriedAgain() {
        // Given
        job.makes(ExampleSales.usual().withIdsOverCommunes(0.5));
        service.clean("geo-dvf", snapshot);
        var stopped = service.rejected().get(0).version();

        // When
        var answer = operator()
                .post("/api/v1/datasets/geo-dvf/" + stopped + "/retry")
                .then();

        // Then
        answer.statusCode(409).body("detail", containsString(accept(stopped)));
    }

    @Test
    void killedAfterTheManifestItDecidesAtTheNextLook() {
        // Given
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(arguments(work, FLATS_OF_PARIS));

        // When
        cleaner.lookNow();

        // Then
        service.awaitIdle();
        assertThat(job.started).isEmpty();
        assertThat(decision(work.version()).passed()).isTrue();
        assertThat(service.current("geo-dvf").orElseThrow().version()).isEqualTo(work.version());
        assertThat(service.cleaned()).extracting(DatasetCleaned::version).containsExactly(work.version());
    }

    @Test
    void killedAfterTheDecisionItMovesThePointerAtTheNextLook() {
        // Given
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(arguments(work, FLATS_OF_PARIS));
        var decided = new DatasetDecision(
                "geo-dvf", work.version(), true, List.of(), null, null, Instant.parse("2026-04-20T08:00:00Z"));
        service.clean().write(decisionKey(work.version()), decided);

        // When
        cleaner.lookNow();

        // Then
        service.awaitIdle();
        assertThat(decision(work.version())).isEqualTo(decided);
        assertThat(service.current("geo-dvf").orElseThrow().version()).isEqualTo(work.version());
        assertThat(service.cleaned()).hasSize(1);
    }

    @Test
    void killedAfterThePointerItSaysSoAtTheNextLook() {
        // Given
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(arguments(work, FLATS_OF_PARIS));
        service.clean()
                .write(
                        decisionKey(work.version()),
                        new DatasetDecision("geo-dvf", work.version(), true, List.of(), null, null, Instant.now()));
        service.clean().write(ObjectLayout.currentDataset("geo-dvf"), work.current());

        // When
        cleaner.lookNow();

        // Then
        service.awaitIdle();
        assertThat(service.cleaned()).extracting(DatasetCleaned::version).containsExactly(work.version());
    }

    @Test
    void killedAfterItWasLetThroughItIsReleasedAtTheNextLook() {
        // Given a service that has just been started, and knows only what is in the store
        service.landed("geo-dvf", snapshot);
        var work = cleaner.work().get(0);
        job.publish(arguments(work, FLATS_OF_PARIS));
        var check = new Check("minimum-sales", false, 1, 200, "1 sales were kept, expected at least 200");
        service.clean()
                .write(
                        decisionKey(work.version()),
                        new DatasetDecision("geo-dvf", work.version(), false, List.of(check), null, null, Instant.now())
                                .accepted(new Acceptance("operator", null, Instant.now())));

        // When
        cleaner.lookNow();

        // Then
        service.awaitIdle();
        assertThat(service.current("geo-dvf").orElseThrow().version()).isEqualTo(work.version());
        assertThat(service.cleaned()).hasSize(1);
        assertThat(service.rejected()).isEmpty();
    }

    @Test
    void aVersionOfOtherDepartmentsIsNotComparedWith() {
        // Given
        service.landed("geo-dvf", snapshot + "-1");
        var work = cleaner.work().get(0);
        var elsewhere = new SalesScope(List.of("92"), List.of(PropertyType.FLAT));
        job.publish(arguments(work, elsewhere));
        service.clean().write(ObjectLayout.currentDataset("geo-dvf"), work.current());
        job.makes(COLLAPSED);

        // When
        service.clean("geo-dvf", snapshot + "-2");

        // Then
        assertThat(service.cleaned()).hasSize(1);
        var decision = decision(service.cleaned().get(0).version());
        assertThat(decision.drift()).isNull();
        assertThat(decision.checks())
                .extracting(Check::rule)
                .containsExactly("minimum-sales", "ids-over-communes", "unreadable-lines");
    }

    @Test
    void aVersionOfBeforeThereWasAScopeIsNotComparedWith() {
        // Given
        service.landed("geo-dvf", snapshot + "-1");
        var work = cleaner.work().get(0);
        var prefix = ObjectLayout.datasetVersion("geo-dvf", work.version());
        try (var publication = service.clean().publish(prefix)) {
            publication.add(ObjectLayout.REPORT, Map.of("dataset", "geo-dvf", "version", work.version()));
            publication.commit(work.version(), List.of(), "test");
        }
        service.clean().write(ObjectLayout.currentDataset("geo-dvf"), work.current());

        // When
        service.clean("geo-dvf", snapshot + "-2");

        // Then
        assertThat(service.cleaned()).hasSize(1);
        assertThat(service.cleaned().get(0).drift()).isNull();
    }

    @Test
    void whatCannotBeComparedBecauseTheOneInUseIsBrokenIsNotPassedOver() {
        // Given
        service.clean("geo-dvf", snapshot + "-1");
        var before = service.current("geo-dvf").orElseThrow();
        RunningCleaner.write(
                service.clean(),
                ObjectLayout.datasetVersion("geo-dvf", before.version()) + ObjectLayout.PROFILE,
                "{\"columns\": ");

        // When
        service.clean("geo-dvf", snapshot + "-2");

        // Then
        assertThat(service.current("geo-dvf")).contains(before);
        given().get("/api/v1/status")
                .then()
                .body("state", equalTo("FAILED"))
                .body("message", containsString("profile.json"));
    }

    @Test
    void theReportIsInFourParts() {
        // Given
        service.clean("geo-dvf", snapshot);
        var version = "/api/v1/datasets/geo-dvf/" + service.cleaned().get(0).version();

        // When
        var profile = given().get(version + "/profile").then();

        // Then
        profile.statusCode(200)
                .contentType(ContentType.JSON)
                .body("columns.name", hasItem("price_per_square_metre"))
                .body("salesByMonth.'2023-01'", equalTo(100));
        given().get(version + "/rejected")
                .then()
                .body("", hasSize(1))
                .body("[0].rule", equalTo("house"))
                .body("[0].lines", equalTo(600))
                .body("[0].samples", equalTo(1));
        given().get(version + "/rejected/house")
                .then()
                .contentType(ContentType.JSON)
                .body("samples[0].line", equalTo(FakeCleaningJob.FOREIGN_LINE));
        given().get(version + "/rejected/land")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("no sample of lines dropped by 'land'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geo-dvf/nosuch/profile",
                "geo-dvf/nosuch/rejected",
                "geo-dvf/%2e%2e/profile",
                "..%2Ftoise-raw/x",
                "geo-dvf/a%2Fb",
                "geo-dvf/.hidden",
                "runs/geo-dvf/rejected"
            })
    void noPathLeadsOutOfTheVersions(String path) {
        given().urlEncodingEnabled(false)
                .get("/api/v1/datasets/" + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void noRuleLeadsOutOfTheQuarantine() {
        // Given
        service.clean("geo-dvf", snapshot);
        var version = "/api/v1/datasets/geo-dvf/" + service.cleaned().get(0).version();

        // When
        var answer = given().urlEncodingEnabled(false)
                .get(version + "/rejected/..%2Freport")
                .then();

        // Then
        answer.statusCode(404).contentType("application/problem+json");
    }

    private static String accept(String version) {
        return "/api/v1/datasets/geo-dvf/" + version + "/accept";
    }

    private static CleaningArguments arguments(Work work, SalesScope scope) {
        return new CleaningArguments(
                work.dataset(),
                work.snapshot().snapshot(),
                work.version(),
                false,
                List.of(),
                "s3://toise-clean/" + work.output() + "/",
                work.inputs(),
                scope,
                new CleaningArguments.Thresholds(0, 1, 0, 1, 0, 1, 1),
                Executors.NONE);
    }

    private static String decisionKey(String version) {
        return ObjectLayout.datasetVersion("geo-dvf", version) + ObjectLayout.DECISION;
    }

    private DatasetDecision decision(String version) {
        return service.clean().read(decisionKey(version), DatasetDecision.class).orElseThrow();
    }
}
