package fr.toise.train.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Champion.Cause;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.ModelEntry;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.ObjectStore.Versioned;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.train.TrainedModel;
import fr.toise.train.gate.Gate;
import fr.toise.train.training.InMemoryChannels;
import fr.toise.train.training.TrainingConfig;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

@QuarkusTest
@TestProfile(InMemoryChannels.class)
@QuarkusTestResource(LocalStackResource.class)
class RegistryTest {

    private static final String MODELS = "/api/v1/models";

    @Inject
    @Connector("smallrye-in-memory")
    InMemoryConnector channels;

    @Inject
    Buckets buckets;

    @Inject
    ModelRegistry registry;

    @Inject
    Promotions promotions;

    @Inject
    Retention retention;

    @Inject
    ModelRelease release;

    @Inject
    TrainingConfig config;

    @Inject
    Gate gate;

    @Inject
    @Channel("model-trained")
    Emitter<ModelTrained> trained;

    @Inject
    @Channel("model-promoted")
    Emitter<ModelPromoted> promoted;

    private int minute;

    @BeforeEach
    void startWithNothing() {
        buckets.clean().createBucketIfMissing();
        buckets.model().createBucketIfMissing();
        empty(buckets.clean());
        empty(buckets.model());
        channels.sink("model-promoted").clear();
    }

    @Test
    void anOperatorPromotesWhatTheGateHasRefused() {
        // Given
        live("v1");
        refused("v2");

        // When
        var answer = post("/v2/promote", "{\"reason\": \"the last sales were odd\"}");

        // Then
        answer.statusCode(200).body("version", equalTo("v2")).body("previousVersion", equalTo("v1"));
        assertThat(registry.champion()).hasValueSatisfying(champion -> {
            assertThat(champion.version()).isEqualTo("v2");
            assertThat(champion.cause()).isEqualTo(Cause.PERSON);
            assertThat(champion.by()).isEqualTo("operator");
        });
        assertThat(channels.<ModelPromoted>sink("model-promoted").received())
                .singleElement()
                .satisfies(said -> assertThat(said.getPayload().version()).isEqualTo("v2"));
        given().get(MODELS + "/v2")
                .then()
                .body("state", equalTo("CHAMPION"))
                .body("promotions.reason", contains("the last sales were odd"))
                .body("promotions.by", contains("operator"));
        given().get(MODELS + "/v1")
                .then()
                .body("state", equalTo("RETIRED"))
                .body("promotions.version", contains("v1", "v2"));
    }

    @Test
    void aRollbackGoesBackToWhatWasLiveBeforeAndNotToWhatWasRolledBackFrom() {
        // Given
        live("v1");
        live("v2");
        live("v3");

        // When
        post("/rollback", "{}").statusCode(200).body("version", equalTo("v2"));
        var second = post("/rollback", "{\"reason\": \"that one as well\"}");

        // Then
        second.statusCode(200).body("version", equalTo("v1")).body("cause", equalTo("ROLLBACK"));
        post("/rollback", "{}").statusCode(409).body("detail", containsString("no other version was live"));
        assertThat(promotions.history()).extracting(Champion::version).containsExactly("v1", "v2", "v3", "v2", "v1");
    }

    @Test
    void aRollbackFromWhatAPersonHasPromotedAgainGoesBackToWhatWasLiveThen() {
        // Given
        live("v1");
        live("v2");
        live("v3");
        post("/v2/promote", "{\"reason\": \"it was the better one\"}").statusCode(200);

        // When
        var answer = post("/rollback", "{}");

        // Then
        answer.statusCode(200).body("version", equalTo("v3"));
    }

    @Test
    void promotionsAreInTheirOrderAlsoAfterTheClockWasSetBack() {
        // Given one whose clock was a day ahead
        live("v1");
        refused("v2");
        refused("v3");
        var ahead = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        registry.promote(new Champion("paris-flats", "v2", "v1", false, "better", ahead), registry.versionedChampion());

        // When
        post("/v3/promote", "{\"reason\": \"to try it\"}").statusCode(200);

        // Then
        assertThat(promotions.history()).extracting(Champion::version).containsExactly("v1", "v2", "v3");
        post("/rollback", "{}").statusCode(200).body("version", equalTo("v2"));
        post("/rollback", "{}").statusCode(200).body("version", equalTo("v1"));
    }

    @Test
    void aRollbackToANamedVersionWantsOneThatWasLive() {
        // Given
        live("v1");
        live("v2");
        live("v3");
        refused("v4");

        // When
        var never = post("/rollback", "{\"version\": \"v4\"}");
        var once = post("/rollback", "{\"version\": \"v1\"}");

        // Then
        never.statusCode(409).body("detail", containsString("'v4' was never live"));
        once.statusCode(200).body("version", equalTo("v1"));
    }

    @Test
    void aFieldThatThereIsNotIsRefusedAndNothingRolledBack() {
        // Given
        live("v1");
        live("v2");
        live("v3");

        // When
        var answer = post("/rollback", "{\"versoin\": \"v1\"}");

        // Then
        answer.statusCode(400).body("violations[0].field", equalTo("versoin"));
        assertThat(registry.champion().orElseThrow().version()).isEqualTo("v3");
    }

    @Test
    void whatIsBrokenOfThePastHidesNothingElseOfIt() {
        // Given
        live("v1");
        live("v2");
        live("v3");
        broken(ObjectLayout.promotion("paris-flats", Instant.EPOCH.plusSeconds(120), "v2"));
        broken(ObjectLayout.ledgerEntry("paris-flats", "v1", "d2"));

        // When
        var rollback = post("/rollback", "{}");

        // Then
        rollback.statusCode(200).body("version", equalTo("v1"));
        given().get("/api/v1/ledger").then().statusCode(200).body("version", contains("v1", "v3", "v2"));
        given().get("/api/v1/models/v2").then().statusCode(200).body("state", equalTo("RETIRED"));
    }

    @Test
    void aFailureOfTheObjectStoreNamesTheRequest() {
        assertThatThrownBy(() -> buckets.model().open("nowhere/at/all.json"))
                .isInstanceOf(NoSuchKeyException.class)
                .hasMessageContaining("GET http://")
                .hasMessageContaining("/nowhere/at/all.json");
    }

    @Test
    void whatIsLiveIsNotPromotedAgain() {
        // Given
        live("v1");

        // When
        var answer = post("/v1/promote", "{}");

        // Then
        answer.statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("'v1' is live already"));
    }

    @Test
    void whatIsUnknownOrNotWholeIsRefusedInWords() {
        // Given
        live("v1");
        refused("v2");
        refused("v3");
        buckets.model().delete("paris-flats/v2/network.bin");
        buckets.model().delete("paris-flats/v3/" + Manifest.NAME);

        // When
        var unknown = post("/nosuch/promote", "{}");
        var torn = post("/v2/promote", "{}");
        var unfinished = post("/v3/promote", "{}");

        // Then
        unknown.statusCode(404).body("detail", containsString("'nosuch'"));
        torn.statusCode(409).body("detail", containsString("[network.bin]"));
        unfinished.statusCode(404);
        assertThat(registry.champion().orElseThrow().version()).isEqualTo("v1");
    }

    @Test
    void aModelOfMadeUpSalesIsNotPutInThePlaceOfOneOfRealSales() {
        // Given
        live("v1");
        publish(new TrainedModel(0.01).version("v2").madeUp());

        // When
        var answer = post("/v2/promote", "{}");

        // Then
        answer.statusCode(409).body("detail", containsString("made-up"));
    }

    @Test
    void onlyTheOperatorMayPromote() {
        given().contentType("application/json")
                .body("{}")
                .post(MODELS + "/v1/promote")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .body("{}")
                .post(MODELS + "/rollback")
                .then()
                .statusCode(401);
    }

    @Test
    void aModelIsShownAtLength() {
        // Given
        publish(new TrainedModel(0.10).version("v1").against("v0", 0.11).arrondissement("75115", 300, 0.08, 0.1));

        // When
        var answer = given().get(MODELS + "/v1").then();

        // Then
        answer.statusCode(200)
                .body("version", equalTo("v1"))
                .body("measures.mdape", equalTo(0.1f))
                .body("comparisons.rival", contains("champion"))
                .body("segments.name", contains("75115"))
                .body("goldenRows", equalTo(24));
    }

    @Test
    void aReportFromBeforeThereWasMoreToSayIsListed() {
        // Given
        try (var publication = buckets.model().publish("paris-flats/v0/")) {
            publication.add(
                    ObjectLayout.REPORT,
                    Map.of(
                            "model", "paris-flats",
                            "version", "v0",
                            "dataset", "geo-dvf",
                            "datasetVersion", "d0",
                            "measures", Map.of("estimator", "model", "rows", 20, "mdape", 0.1),
                            "coverage", 0.8,
                            "trainedAt", "2026-01-01T00:00:00Z"));
            publication.commit("v0", List.of(), "1");
        }
        buckets.model()
                .write(
                        "paris-flats/v0/" + ObjectLayout.DECISION,
                        Map.of("promoted", false, "reasons", List.of("it lost")));

        // When
        var listed = given().get(MODELS).then();

        // Then
        listed.statusCode(200)
                .body("version", contains("v0"))
                .body("[0].state", equalTo("REFUSED"))
                .body("[0].decision.reasons", contains("it lost"));
        given().get(MODELS + "/v0")
                .then()
                .statusCode(200)
                .body("segments", hasSize(0))
                .body("settings", nullValue());
    }

    @Test
    void onlyTheNewestModelsAreKeptAndThoseThatAreNeeded() {
        // Given more than ten, of which the oldest two were live and the third was not
        live("a");
        live("b");
        refused("c");
        for (int i = 0; i < 10; i++) {
            refused("n" + i);
        }

        // When
        var removed = retention.apply();

        // Then
        assertThat(removed).containsExactly("c");
        assertThat(registry.list())
                .extracting(ModelEntry::version)
                .contains("a", "b", "n0", "n9")
                .doesNotContain("c");
        assertThat(buckets.model().list("paris-flats/c/"))
                .extracting(object -> object.key())
                .as("what says that it needs not be trained again")
                .containsExactly("paris-flats/c/" + ObjectLayout.DECISION);
    }

    @Test
    void aVersionThatWasMadeLiveJustBeforeItsRemovalStays() {
        // Given
        live("v1");
        var before = registry.list();

        // When
        var removed = registry.remove("v1");

        // Then
        assertThat(removed).isFalse();
        assertThat(registry.list()).isEqualTo(before);
        assertThat(registry.missing("v1")).isEmpty();
    }

    @Test
    void aVersionThatIsRemovedWhileItIsMadeLiveDoesNotStayLive() {
        // Given
        live("v1");
        refused("v2");
        var racing = new ModelRegistry(buckets, config, promotions) {
            @Override
            public List<String> missing(String version) {
                var missing = super.missing(version);
                remove(version);
                return missing;
            }
        };
        var chosen = new ChosenModel(racing, promotions, release);

        // When
        assertThatThrownBy(() -> chosen.promote("v2", "operator", null)).hasMessageContaining("was removed");

        // Then
        assertThat(registry.champion()).hasValueSatisfying(champion -> {
            assertThat(champion.version()).isEqualTo("v1");
            assertThat(champion.reason()).contains("v2 was removed");
        });
    }

    @Test
    void whatSomebodyElseHasMadeLiveMeanwhileStaysLive() {
        // Given one whose version is removed just after it was made live, and another person who promotes at that
        // moment
        live("v1");
        refused("v2");
        refused("v3");
        var racing = new ModelRegistry(buckets, config, promotions) {
            @Override
            public boolean promote(Champion next, Optional<Versioned<Champion>> current) {
                boolean moved = super.promote(next, current);
                if (next.version().equals("v2")) {
                    buckets.model().delete("paris-flats/v2/" + Manifest.NAME);
                    post("/v3/promote", "{}").statusCode(200);
                }
                return moved;
            }
        };
        var chosen = new ChosenModel(racing, promotions, release);

        // When
        assertThatThrownBy(() -> chosen.promote("v2", "operator", null)).hasMessageContaining("was removed");

        // Then
        assertThat(registry.champion().map(Champion::version)).hasValue("v3");
    }

    @Test
    void aModelIsNotSaidToBeLiveWhereAnotherWasMadeLiveMeanwhile() {
        // Given
        live("v1");
        var challenger = new TrainedModel(0.1).version("v2").against("v1", 0.12);
        publish(challenger);
        var racing = new ModelRegistry(buckets, config, promotions) {
            @Override
            public Optional<Versioned<Champion>> versionedChampion() {
                var current = super.versionedChampion();
                live("v3");
                return current;
            }
        };

        // When
        assertThatThrownBy(() ->
                        new ModelRelease(racing, promotions, gate, trained, promoted).release(challenger.report()))
                .hasMessageContaining("The live model was changed while v2 was being released");

        // Then
        assertThat(registry.champion().map(Champion::version)).hasValue("v3");
        assertThat(registry.decision("v2")).isEmpty();
        assertThat(channels.sink("model-promoted").received()).isEmpty();
    }

    @Test
    void theModelsThatAreScoredOnNewSalesAreKept() {
        // Given more than ten, of which one was live before the one that a rollback goes back to
        live("a");
        live("b");
        live("c");
        for (int i = 0; i < 10; i++) {
            refused("n" + i);
        }

        // When
        var removed = retention.apply();

        // Then
        assertThat(removed).isEmpty();
    }

    @Test
    void whatARollbackLeadsToAndWhatItCameFromAreKeptAlthoughNothingIsScored() {
        // Given
        live("z");
        live("a");
        live("b");
        live("c");
        post("/rollback", "{}").statusCode(200);
        for (int i = 0; i < 10; i++) {
            refused("n" + i);
        }

        // When
        var removed = new Retention(registry, promotions, () -> 10, () -> 0).apply();

        // Then
        assertThat(removed).containsExactly("z");
    }

    @Test
    void aRemovalThatWasLeftHalfwayIsFinished() {
        // Given
        refused("v1");
        buckets.model().delete("paris-flats/v1/" + Manifest.NAME);

        // When
        retention.apply();

        // Then
        assertThat(buckets.model().list("paris-flats/v1/")).hasSize(1);
    }

    @Test
    void whatIsBeingTrainedIsNotRemoved() {
        // Given a bundle in the making
        buckets.model().write("paris-flats/v1/network.bin", "half");

        // When
        retention.apply();

        // Then
        assertThat(buckets.model().list("paris-flats/v1/")).hasSize(1);
    }

    private void live(String version) {
        refused(version);
        var current = registry.versionedChampion();
        var previous = current.map(champion -> champion.value().version()).orElse(null);
        registry.promote(
                new Champion(
                        "paris-flats", version, previous, false, "better", Instant.EPOCH.plusSeconds(60L * minute)),
                current);
    }

    private void refused(String version) {
        publish(new TrainedModel(0.1).version(version));
        registry.decide(version, new GateDecision(false, List.of("it lost"), null));
    }

    private void broken(String key) {
        buckets.model()
                .s3()
                .putObject(request -> request.bucket(buckets.model().bucket()).key(key), RequestBody.fromString("{"));
    }

    private void publish(TrainedModel model) {
        var report = model.trainedAt(Instant.EPOCH.plusSeconds(60L * ++minute)).report();
        try (var publication = buckets.model().publish("paris-flats/" + report.version() + "/")) {
            publication.add("network.bin", "weights");
            publication.add(ObjectLayout.REPORT, report);
            publication.commit(report.version(), List.of(), "1");
        }
    }

    private static ValidatableResponse post(String path, String body) {
        return given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .contentType("application/json")
                .body(body)
                .post(MODELS + path)
                .then();
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }
}
