package fr.toise.predict.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Champion.Cause;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.predict.bundle.ModelBucket;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.BucketsConfig;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** A start on a bucket in which what was promoted last is damaged. */
@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class StandInTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Instant FIRST = Instant.parse("2026-04-20T08:00:00Z");

    @Inject
    ServingConfig config;

    @Inject
    ProgressReporter progress;

    @Inject
    Tracing tracing;

    @Inject
    Releases releases;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private ModelBucket bucket;
    private LiveModel starting;
    private int promotions;

    @BeforeEach
    void useABucketThatNobodyServesFrom() {
        var names = new BucketsConfig() {
            @Override
            public String raw() {
                return "toise-raw";
            }

            @Override
            public String clean() {
                return "toise-clean";
            }

            @Override
            public String model() {
                return "stand-in-" + run;
            }
        };
        var buckets = new Buckets(releases.bucket().store().s3(), names);
        bucket = new ModelBucket(buckets.model());
        starting = new LiveModel(config, buckets, progress, new LiveModelMetrics(meters), tracing);
    }

    @AfterEach
    void stop() {
        starting.stop();
    }

    @Test
    void servesWhatWasLiveBeforeAndSaysSo() {
        // Given
        promoted("a");
        promoted("b");
        bucket.store().delete(ModelBucket.prefix(name("b")) + "sales.csv.gz");

        // When
        starting.nudge();

        // Then
        awaitLive("a");
        assertThat(starting.lastRefused().version()).isEqualTo(name("b"));
        assertThat(starting.lastRefused().reason()).contains("sales.csv.gz");
        assertThat(meters.get("toise.model.live")
                        .tag("version", name("a"))
                        .gauge()
                        .value())
                .isOne();
        await().atMost(SOON).untilAsserted(() -> assertThat(behind()).isOne());
        awaitSaid("b", State.REFUSED, "sales.csv.gz");
        awaitSaid("a", State.SUCCEEDED, "is live in the place of " + name("b") + ", which was refused");
    }

    @Test
    void servesWhatIsWantedOnceItIsMended() throws IOException {
        // Given
        promoted("a");
        promoted("b");
        var golden = ModelBucket.prefix(name("b")) + "golden.json";
        byte[] whole;
        try (var in = bucket.store().open(golden)) {
            whole = in.readAllBytes();
        }
        write(golden, new byte[whole.length]);
        starting.nudge();
        awaitLive("a");
        write(golden, whole);

        // When
        starting.nudge();

        // Then
        awaitLive("b");
        await().atMost(SOON).untilAsserted(() -> assertThat(behind()).isZero());
        assertThat(starting.lastRefused()).isNull();
        assertThat(meters.get("toise.model.swap.delay").timer().count())
                .as("swaps of which it is known how long they took")
                .isZero();
    }

    @Test
    void passesOverWhatIsDamagedOrGoneItself() {
        // Given
        promoted("a");
        promoted("b");
        promoted("c");
        promoted("d");
        write(ModelBucket.prefix(name("b")) + "golden.json", new byte[0]);
        bucket.store().delete(ModelBucket.prefix(name("c")) + Manifest.NAME);
        bucket.store().delete(ModelBucket.prefix(name("d")) + "model.json");

        // When
        starting.nudge();

        // Then
        awaitLive("a");
        assertThat(starting.lastRefused().version()).isEqualTo(name("d"));
        awaitSaid("b", State.REFUSED, "golden.json");
    }

    @Test
    void servesNothingThatAPersonWentBackFrom() {
        // Given
        promoted("a");
        promoted("b");
        promoted("c");
        promote("b", Cause.ROLLBACK, true);
        bucket.store().delete(ModelBucket.prefix(name("b")) + "model.json");

        // When
        starting.nudge();

        // Then
        awaitLive("a");
    }

    @Test
    void servesWhatWasLiveLastWhereNobodyCanReadWhatIsToBe() {
        // Given
        promoted("a");
        promoted("b");
        var champion = ObjectLayout.champion(ModelBucket.MODEL);
        var whole = bucket.store().read(champion, Champion.class).orElseThrow();
        write(champion, new byte[0]);

        // When
        starting.nudge();

        // Then
        awaitLive("b");
        assertThat(starting.lastRefused().reason()).contains("champion.json can't be read");
        assertThat(behind()).isOne();
        awaitSaid("b", State.SUCCEEDED, "is live in the place of what champion.json names, which can't be read");

        // and it is as it should be once that is mended
        bucket.store().write(champion, whole);
        starting.nudge();
        await().atMost(SOON).untilAsserted(() -> assertThat(behind()).isZero());
        assertThat(starting.lastRefused()).isNull();
    }

    @Test
    void isNotBehindWhereNothingIsPromotedAnyMore() {
        // Given
        promoted("a");
        promoted("b");
        bucket.store().delete(ModelBucket.prefix(name("b")) + "model.json");
        starting.nudge();
        await().atMost(SOON).until(() -> behind() == 1);
        bucket.store().delete(ObjectLayout.champion(ModelBucket.MODEL));

        // When
        starting.nudge();

        // Then
        await().atMost(SOON).untilAsserted(() -> assertThat(behind()).isZero());
    }

    @Test
    void servesNoModelOfMadeUpSalesInThePlaceOfOneOfRealSales() {
        // Given
        promoted("a");
        promote("b", Cause.GATE, false);

        // When
        starting.nudge();

        // Then
        await().atMost(SOON).until(() -> behind() == 1);
        assertThat(starting.current()).isEmpty();
    }

    private String name(String version) {
        return run + version;
    }

    private void promoted(String version) {
        bucket.publish(name(version));
        promote(version, Cause.GATE, true);
    }

    private void promote(String version, Cause cause, boolean madeUp) {
        var at = FIRST.plusSeconds(promotions++);
        var champion = new Champion(ModelBucket.MODEL, name(version), null, madeUp, "a test", at, cause, null);
        bucket.store().write(ObjectLayout.champion(ModelBucket.MODEL), champion);
        bucket.store().write(ObjectLayout.promotion(ModelBucket.MODEL, at, name(version)), champion);
    }

    private void write(String key, byte[] content) {
        var store = bucket.store();
        store.s3().putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromBytes(content));
    }

    private void awaitLive(String version) {
        await().atMost(SOON).until(() -> starting.current()
                .filter(model -> model.version().equals(name(version)))
                .isPresent());
    }

    private double behind() {
        return meters.get("toise.model.behind").gauge().value();
    }

    private void awaitSaid(String version, State state, String message) {
        releases.topics()
                .awaitFirst(
                        "pipeline-progress",
                        said -> said.event() instanceof PipelineProgress progress
                                && progress.run().equals(name(version))
                                && progress.state() == state
                                && progress.message().contains(message),
                        SOON);
    }
}
