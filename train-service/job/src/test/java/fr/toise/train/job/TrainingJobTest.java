package fr.toise.train.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.localstack.LocalStack;
import fr.toise.objectstore.ObjectStore;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.bundle.Valuer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

class TrainingJobTest {

    private static LocalStack stack;
    private static S3Client s3;
    private static ObjectStore models;

    @TempDir
    Path folder;

    @BeforeAll
    static void publishADataset(@TempDir Path folder) {
        stack = LocalStack.start();
        s3 = S3Client.builder()
                .endpointOverride(URI.create(stack.s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(stack.accessKey(), stack.secretKey())))
                .build();
        models = new ObjectStore(s3, "model");
        models.createBucketIfMissing();
        var clean = new ObjectStore(s3, "clean");
        clean.createBucketIfMissing();
        var parquet = folder.resolve("part-0.parquet");
        ParquetSales.write(parquet, MadeUpTown.sales(2_500, LocalDate.of(2021, 1, 1), LocalDate.of(2022, 6, 30), 12));
        try (var publication = clean.publish("town/d1/")) {
            publication.add(ObjectLayout.SALES + "part-0.parquet", parquet);
            publication.commit("d1", List.of(), "test");
        }
    }

    @AfterAll
    static void stop() {
        s3.close();
        stack.close();
    }

    @Test
    void publishesABundleThatCanBeServed() throws Exception {
        // Given
        var arguments = TrainingTest.arguments("v1");

        // When
        TrainingJob.run(arguments, said -> {}, s3, work("first"));

        // Then
        var manifest = models.manifest("town-flats/v1/").orElseThrow();
        assertThat(manifest.objects())
                .extracting(Manifest.Entry::name)
                .contains(
                        "model.json",
                        "sales.csv.gz",
                        "golden.json",
                        "report.json",
                        "served-0000.params",
                        "measured.safetensors",
                        "served.safetensors",
                        "model-card.md",
                        "pictures.json");
        var report =
                models.read("town-flats/v1/report.json", TrainingReport.class).orElseThrow();
        assertThat(report.madeUp()).isTrue();
        var bundle = work("bundle");
        models.download("town-flats/v1/", manifest, bundle);
        var valuer = Valuer.open(bundle);
        assertThat(valuer.description().version()).isEqualTo("v1");
        assertThat(valuer.description().madeUp()).isTrue();
    }

    @Test
    void clearsWhatAKilledAttemptLeftAndDoesFinishedWorkOnlyOnce() throws Exception {
        // Given
        models.write("town-flats/v2/leftover.json", List.of(1));

        // When
        TrainingJob.run(TrainingTest.arguments("v2"), said -> {}, s3, work("second"));
        var first = models.manifest("town-flats/v2/").orElseThrow();
        TrainingJob.run(TrainingTest.arguments("v2"), said -> {}, s3, work("third"));

        // Then
        assertThat(models.manifest("town-flats/v2/")).hasValue(first);
        assertThat(models.list("town-flats/v2/").map(S3Object::key)).doesNotContain("town-flats/v2/leftover.json");
    }

    @Test
    void measuresTheChampionOnTheSameSales() throws Exception {
        // Given
        TrainingJob.run(TrainingTest.arguments("v3"), said -> {}, s3, work("fourth"));

        // When
        TrainingJob.run(against("v3", TrainingTest.arguments("v4")), said -> {}, s3, work("fifth"));

        // Then
        var report =
                models.read("town-flats/v4/report.json", TrainingReport.class).orElseThrow();
        assertThat(report.championVersion()).isEqualTo("v3");
        assertThat(report.champion().rows()).isEqualTo(report.measures().rows());
    }

    @Test
    void aChampionThatCanNotBeLoadedIsNoRival() throws Exception {
        // Given
        publish("unfit");
        s3.putObject(
                request -> request.bucket("model").key("town-flats/illegible/" + Manifest.NAME),
                RequestBody.fromString("{\"nonsense"));

        // When
        TrainingJob.run(against("unfit", TrainingTest.arguments("v6")), said -> {}, s3, work("unfit"));
        TrainingJob.run(against("illegible", TrainingTest.arguments("v7")), said -> {}, s3, work("illegible"));

        // Then
        assertThat(models.read("town-flats/v6/report.json", TrainingReport.class))
                .hasValueSatisfying(report -> assertThat(report.champion()).isNull());
        assertThat(models.read("town-flats/v7/report.json", TrainingReport.class))
                .hasValueSatisfying(report -> assertThat(report.champion()).isNull());
    }

    @Test
    void aConnectionThatIsLostWhileTheChampionIsFetchedSaysNothingOfIt() throws Exception {
        // Given
        publish("live");
        var dropped = new DelegatingS3Client(s3) {
            @Override
            public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
                var whole = super.getObject(request);
                return request.key().equals("town-flats/live/model.json")
                        ? new ResponseInputStream<>(whole.response(), new ConnectionLost())
                        : whole;
            }
        };

        // When
        assertThatThrownBy(() -> TrainingJob.run(
                        against("live", TrainingTest.arguments("v8")), said -> {}, dropped, work("dropped")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("town-flats/live/model.json");

        // Then
        assertThat(models.manifest("town-flats/v8/")).isEmpty();
    }

    @Test
    void refusesADatasetThatIsNotThere() {
        var there = TrainingTest.arguments("v5");
        var arguments = new TrainingArguments(
                there.model(),
                there.version(),
                there.dataset(),
                "nosuch",
                there.madeUp(),
                "s3://clean/town/nosuch/",
                there.output(),
                there.checkpoint(),
                there.inputs(),
                null,
                null,
                null,
                there.settings());

        assertThatThrownBy(() -> TrainingJob.run(arguments, said -> {}, s3, work("sixth")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("s3://clean/town/nosuch/");
        assertThat(models.list("town-flats/v5/")).isEmpty();
    }

    private static TrainingArguments against(String champion, TrainingArguments alone) {
        return new TrainingArguments(
                alone.model(),
                alone.version(),
                alone.dataset(),
                alone.datasetVersion(),
                alone.madeUp(),
                alone.datasetPrefix(),
                alone.output(),
                alone.checkpoint(),
                alone.inputs(),
                null,
                champion,
                "s3://model/town-flats/" + champion + "/",
                alone.settings());
    }

    /** Something whole that is no bundle. */
    private void publish(String version) throws IOException {
        try (var publication = models.publish("town-flats/" + version + "/")) {
            publication.add("model.json", List.of());
            publication.commit(version, List.of(), "test");
        }
    }

    private static final class ConnectionLost extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("Connection reset");
        }
    }

    private Path work(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }
}
