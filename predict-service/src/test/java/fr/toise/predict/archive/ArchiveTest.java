package fr.toise.predict.archive;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.predict.bundle.ModelBucket;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class ArchiveTest {

    @Inject
    ExampleLoop loop;

    @Inject
    Buckets buckets;

    @BeforeEach
    void writeTheExample() {
        loop.write();
    }

    @Test
    void listsDatasetVersionsWithWhatBecameOfThem() {
        // When
        var states = given()
                .get("/api/v1/loop/datasets")
                .then()
                .statusCode(200)
                .body("total", greaterThanOrEqualTo(3))
                .extract()
                .jsonPath()
                .<Map<String, Object>>getList("items")
                .stream()
                .filter(version -> ExampleLoop.DATASET.equals(version.get("dataset")))
                .toList();

        // Then
        assertThat(states)
                .extracting(
                        version -> version.get("version"),
                        version -> version.get("state"),
                        version -> version.get("inUse"))
                .containsExactlyInAnyOrder(
                        tuple(ExampleLoop.RELEASED, "RELEASED", true),
                        tuple(ExampleLoop.STOPPED, "REJECTED", false),
                        tuple(ExampleLoop.REFUSED, "REFUSED", false));
    }

    @Test
    void showsADatasetVersionWithItsFunnelAndTheChecksOfTheGate() {
        // When
        var answer = given().get("/api/v1/loop/datasets/example/" + ExampleLoop.STOPPED)
                .then();

        // Then
        answer.statusCode(200)
                .body("report.funnel.salesKept", is(900))
                .body("decision.checks.rule", hasItems("minimum-sales", "volume"))
                .body("decision.drift.previousVersion", is(ExampleLoop.RELEASED))
                .body("rejection.reason", is("300 sales, and 900 before"));
    }

    @Test
    void givesTheProfileAsItLiesInTheStore() {
        // When
        var answer = given().get("/api/v1/loop/datasets/example/" + ExampleLoop.RELEASED + "/profile")
                .then();

        // Then
        answer.statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .body("map.cells", hasSize(2))
                .body("columns.name", hasItem("price_per_square_metre"));
    }

    @Test
    void listsModelsThatWereLiveAndThatWereRefused() {
        // When
        var answer = given().get("/api/v1/loop/models").then();

        // Then
        answer.statusCode(200)
                .body("items.find { it.version == '%s' }.state".formatted(ExampleLoop.RETIRED_MODEL), is("RETIRED"))
                .body("items.find { it.version == '%s' }.state".formatted(ExampleLoop.REFUSED_MODEL), is("REFUSED"))
                .body(
                        "items.find { it.version == '%s' }.reason.text".formatted(ExampleLoop.REFUSED_MODEL),
                        is("New sales"));
    }

    @Test
    void showsAModelWithItsRivalsItsSegmentsAndTheChecksOfTheGate() {
        // When
        var answer =
                given().get("/api/v1/loop/models/" + ExampleLoop.REFUSED_MODEL).then();

        // Then
        answer.statusCode(200)
                .body("measures.mdape", equalTo(0.1012f))
                .body("champion.mdape", equalTo(0.0997f))
                .body("baselines.estimator", hasItems("arrondissement-median", "gradient-boosting"))
                .body("segments.dimension", hasItems("COMMUNE", "SIZE", "PRICE"))
                .body("decision.checks.find { !it.passed }.rule", is("better-than-champion"))
                .body("settings.width", is(128));
        given().get("/api/v1/loop/models/" + ExampleLoop.REFUSED_MODEL + "/pictures")
                .then()
                .statusCode(200)
                .body("losses[1].heldOut", equalTo(0.25f))
                .body("predictedAgainstPaid[1].sales", is(12));
    }

    @Test
    void isNotKeptFromTheStoreByThoseWhoAskForHeadsOnly() {
        // Given
        var pictures = "/api/v1/loop/models/" + ExampleLoop.REFUSED_MODEL + "/pictures";
        int moreThanConnections = 60;

        // When
        for (int i = 0; i < moreThanConnections; i++) {
            given().head(pictures).then().statusCode(200);
        }

        // Then
        assertThat(given().get(pictures).timeIn(TimeUnit.SECONDS)).isLessThan(10);
    }

    @Test
    void tellsWhatModelsThatWereLiveSayOfLaterSales() {
        // When
        var answer = given().get("/api/v1/loop/ledger").then();

        // Then
        var page = "find { it.version == '%s' }".formatted(ExampleLoop.RETIRED_MODEL);
        answer.statusCode(200)
                .body(page + ".live", is(false))
                .body(page + ".holdOut.mdape", equalTo(0.0997f))
                .body(page + ".entries[0].months.month", is(List.of("2023-05", "2023-06")));
    }

    @Test
    void listsTrialsTheBestFirstAndTheLostOnesWithTheirReason() {
        // When
        var answer = given().get("/api/v1/loop/searches/" + ExampleLoop.SEARCH).then();

        // Then
        answer.statusCode(200)
                .body("state", is("DONE"))
                .body("results.trial", is(List.of(1, 0, 2)))
                .body("results[0].settings.width", is(256))
                .body("results[0].measures.mdape", equalTo(0.0984f))
                .body("results[2].lost", is("More memory than its limit"));
        given().get("/api/v1/loop/searches").then().statusCode(200).body("items.search", hasItem(ExampleLoop.SEARCH));
    }

    @Test
    void aBrokenDocumentHidesNoOther() {
        // Given
        var store = buckets.model();
        var key = ObjectLayout.search(ModelBucket.MODEL, "broken") + ObjectLayout.PLAN;
        store.s3()
                .putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromString("{\"search\": "));

        // When
        var answer = given().get("/api/v1/loop/searches").then();

        // Then
        answer.statusCode(200)
                .body("items.search", hasItem(ExampleLoop.SEARCH))
                .body("items.search", not(hasItem("broken")));
    }

    @Test
    void aBucketThatNobodyHasMadeYetIsEmpty() {
        // Given
        var documents = new StoredDocuments(new ObjectStore(buckets.clean().s3(), "nobody-made-it"));

        // When
        var found = documents.list("");

        // Then
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datasets/example/nosuch",
                "datasets/example/nosuch/profile",
                "datasets/example/" + ExampleLoop.REFUSED + "/profile",
                "datasets/runs/example",
                "models/nosuch",
                "models/nosuch/pictures",
                "models/searches",
                "models/..%2fchampion.json",
                "searches/nosuch"
            })
    void whatThereIsNotIsAProblemAndNoMore(String path) {
        given().urlEncodingEnabled(false)
                .get("/api/v1/loop/" + path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void aPageThatIsNoneIsRefusedAndOneBeyondTheEndIsEmpty() {
        given().get("/api/v1/loop/models?page=-1")
                .then()
                .statusCode(400)
                .body("violations[0].expected", containsString("from 0"));
        given().get("/api/v1/loop/models?page=999999").then().statusCode(200).body("items", is(List.of()));
    }
}
