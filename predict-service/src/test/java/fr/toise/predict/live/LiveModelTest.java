package fr.toise.predict.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.Digested;
import fr.toise.predict.bundle.ModelBucket;
import fr.toise.predict.bundle.Neighbourhood;
import fr.toise.predict.bundle.Releases;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.BucketsConfig;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.tracing.Tracing;
import fr.toise.valuation.features.HistorySettings;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Request;

@QuarkusTest
@WithTestResource(value = LocalStackResource.class, scope = TestResourceScope.GLOBAL)
class LiveModelTest {

    private static final String QUESTION =
            "{\"address\": \"12 rue Turgot, 75009 Paris\", \"livingArea\": 43, \"valuationDate\": \"2023-01-10\"}";
    private static final int ASKING_THREADS = 6;
    /** Of four promotions each. */
    private static final int ROUNDS = 13;

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    LiveModel liveModel;

    @Inject
    ServingConfig config;

    @Inject
    BucketsConfig buckets;

    @Inject
    ProgressReporter progress;

    @Inject
    LiveModelMetrics metrics;

    @Inject
    Tracing tracing;

    @Inject
    Releases releases;

    @ConfigProperty(name = "toise.serving.folder")
    Path folder;

    private ModelBucket bucket;

    @BeforeEach
    void aModelIsLive() {
        releases.goLive("steady");
        bucket = releases.bucket();
    }

    private static Response ask() {
        return given().contentType("application/json").body(QUESTION).post("/api/v1/estimates");
    }

    @Test
    void isReadyWithAModel() {
        // When
        var ready = given().get("/q/health/ready").then();

        // Then
        ready.statusCode(200);
    }

    @Test
    void saysWhatIsLive() {
        // When
        var model = given().get("/api/v1/model").then();

        // Then
        model.statusCode(200)
                .body("name", is("paris-flats"))
                .body("version", is("steady"))
                .body("dataset", is("made-up"))
                .body("madeUp", is(true))
                .body("measures.mdape", is(0.1f))
                .body("baselines[0].estimator", is("arrondissement-median"))
                .body("dataThrough", notNullValue())
                .body("liveSince", notNullValue());
    }

    @Test
    void givesAnExampleThatCanBePostedAsItStands() {
        // Given
        Map<String, ?> example = given().get("/api/v1/model").jsonPath().getMap("example");

        // When
        var answer = given().contentType("application/json")
                .body(example)
                .post("/api/v1/estimates")
                .then();

        // Then
        answer.statusCode(200).body("matchConfidence", is(1.0f));
    }

    @Test
    void saysThatAModelWentLive() {
        // When
        releases.goLive("announced");

        // Then
        releases.topics()
                .awaitFirst(
                        "pipeline-progress",
                        said -> said.event() instanceof PipelineProgress progress
                                && progress.run().equals("announced")
                                && progress.message().equals("model announced is live"),
                        SOON);
    }

    @Test
    void goesBackWhereChampionPointsBack() {
        // Given
        releases.goLive("newer");

        // When
        releases.announce(bucket.promote("steady"));

        // Then
        releases.awaitLive("steady");
    }

    @Test
    void sharesTheSalesWithAModelThatWasMadeOfTheSame() {
        // Given
        var steady = liveModel.current().orElseThrow();

        // When
        releases.goLive("of-the-same-sales");

        // Then
        var next = liveModel.current().orElseThrow();
        assertThat(next.version()).isEqualTo("of-the-same-sales");
        assertThat(next.sales()).isSameAs(steady.sales());
        assertThat(next.addresses()).isSameAs(steady.addresses());
    }

    @Test
    void readsTheSalesOfAModelThatWasMadeOfOthers() {
        // Given
        var fewer = Neighbourhood.sales().subList(0, 850);
        bucket.publish("of-fewer-sales", fewer);

        // When
        releases.announce(bucket.promote("of-fewer-sales"));
        releases.awaitLive("of-fewer-sales");

        // Then
        assertThat(liveModel.current().orElseThrow().sales().sales()).hasSameElementsAs(fewer);
    }

    @Test
    void sumsUpTheSameSalesAnewForAModelWithOtherSettings() throws IOException {
        // Given
        bucket.publish("of-other-settings");
        rewrite("of-other-settings", "model.json", "\"halfLifeDays\":900", "\"halfLifeDays\":901");

        // When
        releases.announce(bucket.promote("of-other-settings"));
        releases.awaitLive("of-other-settings");

        // Then
        assertThat(liveModel.current().orElseThrow().sales().settings()).isEqualTo(new HistorySettings(60, 901));
    }

    @Test
    void leavesNothingBehindOfWhatItDownloaded() {
        // When
        releases.goLive("tidy");

        // Then
        assertThat(modelFolders()).isEmpty();
    }

    private Set<Path> modelFolders() {
        try (var files = Files.list(folder)) {
            return files.collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void swapsFiftyTimesWithoutAFailedOrMixedAnswer() throws InterruptedException {
        // Given
        var versions = List.of("swap-0", "swap-1", "swap-2", "swap-3");
        var values = new HashMap<String, Integer>();
        for (var version : versions) {
            releases.goLive(version);
            values.put(version, ask().jsonPath().getInt("pricePerSquareMetre"));
        }
        var answers = new ConcurrentLinkedQueue<Answer>();
        var models = new ArrayList<WeakReference<LoadedModel>>();

        // When
        try (var askers = start(answers)) {
            for (int round = 0; round < ROUNDS; round++) {
                for (var version : versions) {
                    int before = answers.size();
                    releases.goLive(version);
                    models.add(new WeakReference<>(liveModel.currentOrProblem()));
                    await().atMost(SOON).until(() -> answers.stream()
                            .skip(before)
                            .anyMatch(answer -> version.equals(answer.version()) || answer.status() != 200));
                }
            }
        }

        // Then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.pricePerSquareMetre()).isEqualTo(values.get(answer.version()));
        });
        assertThat(values.values()).doesNotHaveDuplicates();
        assertThat(answers.stream().map(Answer::version).distinct()).hasSize(versions.size());
        await().untilAsserted(() -> {
            System.gc();
            assertThat(models.stream().filter(model -> model.get() != null)).hasSizeLessThanOrEqualTo(1);
        });
    }

    private record Answer(int status, String version, int pricePerSquareMetre) {

        static Answer of(Response response) {
            var body = response.jsonPath();
            return new Answer(
                    response.statusCode(), body.getString("model.version"), body.getInt("pricePerSquareMetre"));
        }
    }

    private interface Askers extends AutoCloseable {
        @Override
        void close() throws InterruptedException;
    }

    private static Askers start(ConcurrentLinkedQueue<Answer> answers) {
        ExecutorService threads = Executors.newFixedThreadPool(ASKING_THREADS);
        var asking = new AtomicBoolean(true);
        var ended = new CountDownLatch(ASKING_THREADS);
        for (int i = 0; i < ASKING_THREADS; i++) {
            threads.execute(() -> {
                try {
                    while (asking.get()) {
                        answers.add(Answer.of(ask()));
                    }
                } catch (RuntimeException e) {
                    answers.add(new Answer(0, e.toString(), 0));
                } finally {
                    ended.countDown();
                }
            });
        }
        return () -> {
            asking.set(false);
            ended.await();
            threads.shutdown();
        };
    }

    @Test
    void refusesABundleWhoseObjectsWereChanged() {
        // Given
        bucket.publish("corrupt");
        overwrite("corrupt", "golden.json", "[]");

        // When
        releases.announce(bucket.promote("corrupt"));

        // Then
        awaitRefused("corrupt", "golden.json");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesABundleThatDoesNotAnswerAsItsTrainerSaw() throws IOException {
        // Given
        bucket.publish("drifted");
        rewrite("drifted", "golden.json", "\"value\":([0-9])", "\"value\":9$1");

        // When
        releases.announce(bucket.promote("drifted"));

        // Then
        awaitRefused("drifted", "where its trainer got");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesABundleWithoutAnswersOfItsTrainer() throws IOException {
        // Given
        bucket.publish("unproven");
        rewrite("unproven", "golden.json", "(?s).+", "[]");

        // When
        releases.announce(bucket.promote("unproven"));

        // Then
        awaitRefused("unproven", "no golden rows");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesABundleThatSaysItIsAnother() throws IOException {
        // Given
        bucket.publish("mislaid");
        rewrite("mislaid", "model.json", "\"mislaid\"", "\"another\"");

        // When
        releases.announce(bucket.promote("mislaid"));

        // Then
        awaitRefused("mislaid", "It says it is paris-flats another");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void fetchesWhatItHasRefusedOnlyOnce() {
        // Given
        bucket.publish("refused-once");
        overwrite("refused-once", "golden.json", "[]");
        bucket.promote("refused-once");
        var reads = new ConcurrentLinkedQueue<String>();
        var counted = new DelegatingS3Client(bucket.store().s3()) {
            @Override
            protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
                if (request instanceof GetObjectRequest read) {
                    reads.add(read.key());
                }
                return operation.apply(request);
            }
        };
        var looking = new LiveModel(config, new Buckets(counted, buckets), progress, metrics, tracing);

        // When it has looked at least twice
        await().atMost(SOON).until(() -> {
            looking.nudge();
            return Collections.frequency(reads, ObjectLayout.champion(ModelBucket.MODEL)) > 2;
        });
        looking.stop();

        // Then
        assertThat(Collections.frequency(reads, ModelBucket.prefix("refused-once") + "golden.json"))
                .isOne();
    }

    @Test
    void refusesABundleThatFailsInAWayNobodyForesaw() throws IOException {
        // Given
        bucket.publish("elsewhere");
        rewrite("elsewhere", "golden.json", "\"department\":\"75\"", "\"department\":\"92\"");

        // When
        releases.announce(bucket.promote("elsewhere"));

        // Then
        awaitRefused("elsewhere", "too few sales in département 92");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesABundleThatIsNotThere() {
        // When
        releases.announce(bucket.promote("nowhere"));

        // Then
        awaitRefused("nowhere", "no manifest.json");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesABundleThatLacksAnObject() {
        // Given
        bucket.publish("half");
        bucket.store().delete(ModelBucket.prefix("half") + "sales.csv.gz");

        // When
        releases.announce(bucket.promote("half"));

        // Then
        awaitRefused("half", "sales.csv.gz");
        ask().then().statusCode(200).body("model.version", is("steady"));
    }

    @Test
    void refusesAChampionThatCannotBeRead() {
        // Given
        write(ObjectLayout.champion(ModelBucket.MODEL), "{\"model\": \"par");

        // When
        releases.announceRubbish(new byte[0]);
        releases.announce(new ModelPromoted(ModelBucket.MODEL, "any", null, "s3://any", true, "a test", Instant.now()));

        // Then
        awaitRefused(null, "champion.json can't be read");
        ask().then().statusCode(200).body("model.version", is("steady"));
        given().get("/q/health/ready").then().statusCode(200).body(containsString("champion.json can't be read"));
    }

    @Test
    void takesABundleThatWasRefusedOnceItIsMended() {
        // Given
        releases.announce(bucket.promote("late"));
        awaitRefused("late", "no manifest.json");
        bucket.publish("late");

        // When
        releases.announce(bucket.promote("late"));

        // Then
        releases.awaitLive("late");
    }

    @Test
    void carriesOnUnreadableEventsToTheFailedTopic() {
        // When
        releases.announceRubbish("not an event".getBytes(StandardCharsets.UTF_8));

        // Then
        releases.topics().awaitFirst("model-promoted-failed", said -> "not an event".equals(said.text()), SOON);
        releases.goLive("after-rubbish");
    }

    private static void awaitRefused(String version, String reason) {
        await().atMost(SOON).untilAsserted(() -> {
            var refused = given().get("/api/v1/model").jsonPath();
            assertThat(refused.getString("lastRefused.version")).isEqualTo(version);
            assertThat(refused.getString("lastRefused.reason")).contains(reason);
        });
    }

    private void overwrite(String version, String name, String content) {
        write(ModelBucket.prefix(version) + name, content);
    }

    private void write(String key, String content) {
        bucket.store()
                .s3()
                .putObject(
                        request -> request.bucket(bucket.store().bucket()).key(key), RequestBody.fromString(content));
    }

    private String readText(String key) {
        try (var in = bucket.store().open(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a manifest that is right about the changed object. */
    private void rewrite(String version, String name, String regex, String replacement) throws IOException {
        var prefix = ModelBucket.prefix(version);
        var manifest = bucket.store().manifest(prefix).orElseThrow();
        var content = readText(prefix + name).replaceAll(regex, replacement);
        overwrite(version, name, content);
        var changed = Digested.writingTo(OutputStream.nullOutputStream());
        changed.write(content.getBytes(StandardCharsets.UTF_8));
        try (var publication = bucket.store().publish(prefix)) {
            manifest.objects().stream()
                    .filter(entry -> !entry.name().equals(name))
                    .forEach(publication::addHashed);
            publication.addHashed(new Manifest.Entry(name, changed.bytes(), changed.sha256()));
            publication.commit(version, manifest.inputs(), "test");
        }
    }
}
