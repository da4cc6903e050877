package fr.toise.ingest.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.ingest.Gzip;
import fr.toise.ingest.TestSite;
import fr.toise.ingest.fetching.AllowedHosts;
import fr.toise.ingest.fetching.Backoff;
import fr.toise.ingest.fetching.Site;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.SampleSource;
import fr.toise.ingest.source.Wanted;
import fr.toise.ingest.source.WebsiteSource;
import fr.toise.localstack.LocalStack;
import fr.toise.objectstore.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class LandingsTest {

    private static final LandingProgress SILENT = (snapshot, done, total) -> {};
    private static final int PART = 5 << 20;

    private static LocalStack stack;
    private static S3Client s3;

    private final TestSite site = new TestSite();
    private final ObjectStore store = new ObjectStore(s3, "raw-" + UUID.randomUUID());
    private final Snapshots snapshots = new Snapshots(store);

    @BeforeAll
    static void startTheObjectStore() {
        stack = LocalStack.start();
        s3 = S3Client.builder()
                .endpointOverride(URI.create(stack.s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .httpClient(ApacheHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(stack.accessKey(), stack.secretKey())))
                .build();
    }

    @AfterAll
    static void stopTheObjectStore() {
        s3.close();
        stack.close();
    }

    @BeforeEach
    void startEmpty() {
        snapshots.createBucketIfMissing();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void landsEveryFileUnpackedAndTheManifestLast() throws Exception {
        // Given
        site.put("2022/full.csv.gz", Gzip.sales(2022, 50), "\"a\"")
                .put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Landed.class);
        var snapshot = outcome.snapshot();
        assertThat(snapshot.manifest().objects())
                .extracting(Manifest.Entry::name)
                .containsExactly("2022-full.csv", "2023-full.csv", "landed.json");
        assertThat(bytes(snapshot, "2023-full.csv")).isEqualTo(Gzip.csv(2023, 60));
        var event = store.read(snapshot.prefix() + ObjectLayout.LANDED, DatasetLanded.class)
                .orElseThrow();
        assertThat(event.dataset()).isEqualTo("geo-dvf");
        assertThat(event.madeUp()).isFalse();
        assertThat(event.files()).hasSize(2).last().satisfies(file -> {
            assertThat(file.uri()).isEqualTo(store.uri(snapshot.prefix() + "2023-full.csv"));
            assertThat(file.bytes()).isEqualTo(Gzip.csv(2023, 60).length);
            assertThat(file.sha256()).isEqualTo(sha256(Gzip.csv(2023, 60)));
            assertThat(file.sourceUrl()).isEqualTo(site.uri() + "2023/full.csv.gz");
        });
        assertThat(snapshots.newest("geo-dvf")).contains(snapshot);
        assertThat(snapshots.unannounced(snapshot)).contains(event);
    }

    @Test
    void uploadsALargeFileInParts() throws Exception {
        // Given
        var large = Gzip.csv(2023, 36_000);
        assertThat(large.length).isGreaterThan(2 * PART);
        site.put("2023/full.csv.gz", Gzip.of(large), "\"a\"");
        site.breaksAfter = 500_000;
        site.breaks.set(1);

        // When
        var outcome = land();

        // Then
        assertThat(sha256(bytes(outcome.snapshot(), "2023-full.csv"))).isEqualTo(sha256(large));
        assertThat(uploads()).isZero();
    }

    @Test
    void readsNothingWhenTheSiteSaysThatNothingChanged() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        site.requests.clear();

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.SameFacts(first));
        assertThat(site.requests).noneMatch(request -> request.startsWith("GET /2023/full"));
    }

    @Test
    void readsOnlyWhatChanged() throws Exception {
        // Given
        site.put("2022/full.csv.gz", Gzip.sales(2022, 50), "\"a\"")
                .put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"b\"");
        var first = land().snapshot();
        site.put("2023/full.csv.gz", Gzip.sales(2023, 70), "\"c\"");
        site.requests.clear();

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Landed.class, landed -> {
            assertThat(landed.downloaded()).isEqualTo(1);
            assertThat(landed.copied()).isEqualTo(1);
            assertThat(landed.snapshot()).isNotEqualTo(first);
            assertThat(bytes(landed.snapshot(), "2022-full.csv")).isEqualTo(Gzip.csv(2022, 50));
            assertThat(bytes(landed.snapshot(), "2023-full.csv")).isEqualTo(Gzip.csv(2023, 70));
        });
        assertThat(site.requests).doesNotContain("GET /2022/full.csv.gz");
        assertThat(snapshots.newest("geo-dvf")).contains(outcome.snapshot());
    }

    @Test
    void makesNoSnapshotOfEqualContentsAndRemembersTheNewDate() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"republished\"");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.SameContents(first));
        assertThat(store.folders("geo-dvf/")).containsExactly(first.manifest().id());
        assertThat(land()).isEqualTo(new Outcome.SameFacts(first));
    }

    @Test
    void comparesContentsWhereTheServerSaysNothingOfDates() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), null);
        var first = land().snapshot();

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.SameContents(first));
    }

    @Test
    void makesAnEarlierSnapshotTheNewestAgain() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        snapshots.announced(first);
        site.put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");
        var second = land().snapshot();
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Returned.class);
        assertThat(landed(outcome.snapshot()).landedAt()).isAfter(landed(second).landedAt());
        assertThat(landed(outcome.snapshot()).files()).hasSize(1);
        var event = bytes(outcome.snapshot(), "landed.json");
        assertThat(outcome.snapshot().manifest().objects())
                .hasSize(2)
                .contains(new Manifest.Entry("landed.json", event.length, sha256(event)));
        assertThat(outcome.snapshot().name()).isEqualTo(first.name());
        assertThat(snapshots.newest("geo-dvf")).contains(outcome.snapshot());
        assertThat(snapshots.unannounced(outcome.snapshot())).isPresent();
    }

    @Test
    void landsASnapshotAnewThatHasLostAnObject() throws Exception {
        // Given
        site.put("2022/full.csv.gz", Gzip.sales(2022, 50), "\"a\"")
                .put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");
        var first = land().snapshot();
        snapshots.announced(first);
        store.delete(first.prefix() + "2022-full.csv");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Landed.class);
        assertThat(outcome.snapshot().name()).isEqualTo(first.name());
        assertThat(bytes(outcome.snapshot(), "2022-full.csv")).isEqualTo(Gzip.csv(2022, 50));
        assertThat(snapshots.unannounced(outcome.snapshot())).isPresent();
        assertThat(land()).isEqualTo(new Outcome.SameFacts(outcome.snapshot()));
    }

    @Test
    void landsASnapshotAnewThatHasLostTheEndOfAnObject() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        put(first.prefix() + "2023-full.csv");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Landed.class);
        assertThat(bytes(outcome.snapshot(), "2023-full.csv")).isEqualTo(Gzip.csv(2023, 50));
    }

    @ParameterizedTest
    @EnumSource
    void landsEveryShapeOfSalesAsItIs(Shape shape) throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.of(shape.bytes()), "\"a\"");

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Landed.class);
        assertThat(bytes(outcome.snapshot(), "2023-full.csv")).isEqualTo(shape.bytes());
        assertThat(landed(outcome.snapshot()).files()).singleElement().satisfies(file -> {
            assertThat(file.bytes()).isEqualTo(shape.bytes().length);
            assertThat(file.sha256()).isEqualTo(sha256(shape.bytes()));
        });
    }

    /** At its start, between the parts that it is uploaded in, and at its last byte. */
    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.9, 1})
    void landsNothingWhenOneFileIsCutOff(double share) {
        // Given
        var whole = Gzip.sales(2023, 36_000);
        var cutOff = Arrays.copyOf(whole, (int) (share * whole.length) - 1);
        site.put("2022/full.csv.gz", Gzip.sales(2022, 50), "\"a\"").put("2023/full.csv.gz", cutOff, "\"b\"");

        // Then
        assertThatThrownBy(this::land)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("2023/full.csv.gz is not a whole gzip file");
        assertNothingHasLanded();
    }

    @Test
    void landsNothingWhenOneFileIsNoFileOfSales() {
        // Given
        site.put("2022/full.csv.gz", Gzip.sales(2022, 50), "\"a\"")
                .put("2023/full.csv.gz", Gzip.of("<html>Maintenance</html>".getBytes()), "\"b\"");

        // Then
        assertThatThrownBy(this::land)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("2023/full.csv.gz is not a file of geo-DVF sales")
                .hasMessageContaining("<html>Maintenance</html>");
        assertNothingHasLanded();
    }

    private void assertNothingHasLanded() {
        assertThat(keys()).isEmpty();
        assertThat(uploads()).isZero();
        assertThat(snapshots.newest("geo-dvf")).isEmpty();
    }

    @Test
    void keepsTheNewestSnapshotWhenTheNextOneFails() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        site.put("2023/full.csv.gz", Gzip.of("not,sales\n1,2\n".getBytes()), "\"b\"");

        // Then
        assertThatThrownBy(this::land).hasMessageContaining("is not a file of geo-DVF sales");
        assertThat(snapshots.newest("geo-dvf")).contains(first);
        assertThat(store.folders("geo-dvf/")).containsExactly(first.manifest().id());
    }

    @Test
    void beginsAgainWhenADownloadCannotBeResumed() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 500), null);
        site.breaksAfter = 5_000;
        site.breaks.set(1);
        var read = new AtomicLong();

        // When
        var outcome = land((snapshot, done, total) -> read.set(done));

        // Then
        assertThat(bytes(outcome.snapshot(), "2023-full.csv")).isEqualTo(Gzip.csv(2023, 500));
        assertThat(read).hasValue(Gzip.sales(2023, 500).length);
    }

    @Test
    void removesWhatKilledAttemptsLeftBehindAndNothingElse() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var whole = land().snapshot();
        put("geo-dvf/dead/2023-full.csv");
        put("runs/geo-dvf/dead.json");
        put("elsewhere/2023-full.csv");
        s3.createMultipartUpload(request -> request.bucket(store.bucket()).key("geo-dvf/dead/2022-full.csv"));
        s3.createMultipartUpload(request -> request.bucket(store.bucket()).key("elsewhere/2022-full.csv"));

        // When
        snapshots.removeLeftovers("geo-dvf");

        // Then
        assertThat(keys())
                .containsExactlyInAnyOrder(
                        whole.prefix() + "2023-full.csv",
                        whole.prefix() + "landed.json",
                        whole.prefix() + "manifest.json",
                        "runs/" + whole.name() + ".json",
                        "elsewhere/2023-full.csv");
        assertThat(uploads()).isOne();
    }

    @Test
    void leavesASnapshotOutWhoseManifestCanNotBeReadAndKeepsIt() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        site.put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");
        var second = land().snapshot();
        put(first.prefix() + Manifest.NAME);
        var before = keys();

        // When
        snapshots.removeLeftovers("geo-dvf");

        // Then
        assertThat(keys()).isEqualTo(before);
        assertThat(land()).isEqualTo(new Outcome.SameFacts(second));
    }

    @Test
    void landsASnapshotAnewWhoseManifestCanNotBeRead() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        put(first.prefix() + Manifest.NAME);

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Landed.class);
        assertThat(outcome.snapshot().name()).isEqualTo(first.name());
        assertThat(land()).isEqualTo(new Outcome.SameFacts(outcome.snapshot()));
    }

    @Test
    void takesASightingThatCanNotBeReadForNone() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var snapshot = land().snapshot();
        snapshots.announced(snapshot);
        put(ObjectLayout.run(snapshot.name()));

        // When
        var outcome = land();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.SameFacts(snapshot));
        assertThat(snapshots.unannounced(snapshot)).isPresent();
    }

    /** As clean-service does. */
    @Test
    void takesTheSnapshotForTheNewestThatSaysThatItLandedLast() throws Exception {
        // Given an attempt to make the first one the newest again that was killed before it wrote the manifest
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var first = land().snapshot();
        var landed = landed(first);
        site.put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");
        land();
        store.write(
                first.prefix() + ObjectLayout.LANDED,
                new DatasetLanded(landed.dataset(), landed.snapshot(), false, landed.files(), Instant.now()));

        // When
        var newest = snapshots.newest("geo-dvf");

        // Then
        assertThat(newest.orElseThrow().name()).isEqualTo(first.name());
    }

    @Test
    void takesWhatLandsAfterTheClockWasSetBackForTheNewest() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        landedTomorrow(land().snapshot());
        site.put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");

        // When
        var second = land().snapshot();

        // Then
        assertThat(snapshots.newest("geo-dvf")).contains(second);
    }

    @Test
    void takesWhatIsThereAgainAfterTheClockWasSetBackForTheNewest() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        land();
        site.put("2023/full.csv.gz", Gzip.sales(2023, 60), "\"b\"");
        landedTomorrow(land().snapshot());
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");

        // When
        var first = land().snapshot();

        // Then
        assertThat(snapshots.newest("geo-dvf")).contains(first);
    }

    private void landedTomorrow(Snapshot snapshot) {
        var landed = landed(snapshot);
        var tomorrow = Instant.now().plus(Duration.ofDays(1));
        store.write(
                snapshot.prefix() + ObjectLayout.LANDED,
                new DatasetLanded(landed.dataset(), landed.snapshot(), false, landed.files(), tomorrow));
    }

    @Test
    void saysOfASnapshotOnceThatItLanded() throws Exception {
        // Given
        site.put("2023/full.csv.gz", Gzip.sales(2023, 50), "\"a\"");
        var snapshot = land().snapshot();

        // When
        snapshots.announced(snapshot);

        // Then
        assertThat(snapshots.unannounced(snapshot)).isEmpty();
        assertThat(snapshots.unannounced(land().snapshot())).isEmpty();
    }

    @Test
    void keepsMadeUpSalesApartAndSaysThatTheyAre() throws Exception {
        // Given
        var sample = new SampleSource(Wanted.Years.parse("2024-2025"), 40, 1);

        // When
        var outcome = land(sample, SILENT);

        // Then
        assertThat(outcome.snapshot().dataset()).isEqualTo("made-up");
        assertThat(snapshots.unannounced(outcome.snapshot()).orElseThrow().madeUp())
                .isTrue();
        assertThat(bytes(outcome.snapshot(), "2025-sample.csv")).isEqualTo(Gzip.csv(2025, 40));
        assertThat(snapshots.newest("geo-dvf")).isEmpty();
    }

    private Outcome land() throws IOException {
        return land(SILENT);
    }

    private Outcome land(LandingProgress progress) throws IOException {
        var client = new Site(
                new AllowedHosts(Set.of(site.host())),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofMinutes(5),
                new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2)));
        return land(new WebsiteSource(client, site.uri(), 100_000), progress);
    }

    private Outcome land(SalesSource source, LandingProgress progress) throws IOException {
        var settings = new LandingSettings(new Limits(50_000_000, 500_000_000, 40), 2, PART, 3, "test");
        var wanted = new Wanted(Wanted.Years.parse("2018-2025"), Set.of("75"));
        return new Landings(snapshots, settings).land(source, source.files(wanted), progress);
    }

    private DatasetLanded landed(Snapshot snapshot) {
        return store.read(snapshot.prefix() + ObjectLayout.LANDED, DatasetLanded.class)
                .orElseThrow();
    }

    private byte[] bytes(Snapshot snapshot, String name) {
        try (var in = store.open(snapshot.prefix() + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void put(String key) {
        s3.putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromString("x"));
    }

    private List<String> keys() {
        return store.list("").map(S3Object::key).toList();
    }

    private long uploads() {
        return s3.listMultipartUploads(request -> request.bucket(store.bucket()))
                .uploads()
                .size();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
