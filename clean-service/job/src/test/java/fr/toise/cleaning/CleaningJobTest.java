package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Gate;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.localstack.LocalStack;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole job against a real S3 server. */
class CleaningJobTest {

    private static LocalStack stack;
    private static S3Location location;
    private static S3Client s3;

    @TempDir
    private Path folder;

    private ObjectStore clean;
    private String prefix;
    private final List<JobProgress> progress = new ArrayList<>();

    @BeforeAll
    static void startObjectStore() throws IOException {
        stack = LocalStack.start();
        System.setProperty("aws.accessKeyId", stack.accessKey());
        System.setProperty("aws.secretAccessKey", stack.secretKey());
        location = new S3Location(URI.create(stack.s3Endpoint()), "us-east-1", true);
        // the session of other tests knows nothing of this object store
        LocalSpark.session().close();
        s3 = location.connect();
    }

    @AfterAll
    static void stopObjectStore() {
        s3.close();
        stack.close();
    }

    @BeforeEach
    void makeBuckets(TestInfo test) {
        clean = new ObjectStore(s3, "toise-clean");
        clean.createBucketIfMissing();
        prefix = ObjectLayout.datasetVersion(
                "geo-dvf", test.getTestMethod().orElseThrow().getName().toLowerCase());
    }

    private CleaningArguments landed(Gate gate, Line... lines) {
        return new Landing(folder).file("2023.csv", lines).arguments(clean.uri(prefix), gate, "75");
    }

    private void run(CleaningArguments arguments) throws IOException {
        CleaningJob.run(arguments, location, progress::add);
    }

    private List<String> objects() {
        return clean.list(prefix)
                .map(object -> object.key().substring(prefix.length()))
                .toList();
    }

    @Test
    void publishesSalesReportAndManifest() throws IOException {
        // Given
        var raw = new ObjectStore(s3, "toise-raw");
        raw.createBucketIfMissing();
        s3.putObject(
                put -> put.bucket("toise-raw").key("geo-dvf/s1/2023.csv"),
                RequestBody.fromString(String.join(",", Line.OFFICIAL_HEADER) + "\n"
                        + Line.flat().csv(Line.OFFICIAL_HEADER) + "\n"));
        var arguments = new Landing(folder)
                .uri("s3://toise-raw/geo-dvf/s1/2023.csv")
                .arguments(clean.uri(prefix), new Gate(1, 0.05), "75");

        // When
        run(arguments);

        // Then
        assertThat(objects())
                .containsExactlyInAnyOrder("manifest.json", "report.json", "sales/part-00000.snappy.parquet");
        var manifest = clean.manifest(prefix).orElseThrow();
        assertThat(manifest.id()).isEqualTo("v1");
        assertThat(manifest.inputs()).containsExactly("snapshot=s1");
        assertThat(manifest.objects())
                .extracting(Manifest.Entry::name)
                .containsExactly("sales/part-00000.snappy.parquet", "report.json");
        var report =
                clean.read(prefix + ObjectLayout.REPORT, CleaningReport.class).orElseThrow();
        assertThat(report.funnel().salesKept()).isEqualTo(1);
        assertThat(report.through()).isEqualTo("2023-01-05");
        assertThat(progress).extracting(JobProgress::unit).contains("lines", "sales");
    }

    @Test
    void doesNothingWhereItIsDoneAlready() throws IOException {
        // Given
        run(landed(null, Line.flat()));
        var published = clean.manifest(prefix).orElseThrow();

        // When
        run(landed(null, Line.flat(), Line.flat().with("lot1_numero", "9")));

        // Then
        assertThat(clean.manifest(prefix)).contains(published);
    }

    @Test
    void startsAfreshAfterAnAttemptThatWasKilled() throws IOException {
        // Given
        clean.write(prefix + "sales/part-00007.snappy.parquet", "half of it");

        // When
        run(landed(null, Line.flat()));

        // Then
        assertThat(objects())
                .containsExactlyInAnyOrder("manifest.json", "report.json", "sales/part-00000.snappy.parquet");
    }

    @Test
    void refusesWhenNothingIsLeftAndSaysWhere() {
        // Given
        var arguments = landed(null, Line.house());

        // Then
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "No sale was left of 1 lines and 1 sales (dropped lines: house 1); look at the rule that took most");
        assertThat(objects()).containsExactly("rejected.json");
    }

    @Test
    void leavesNoManifestOfADatasetThatFailsTheGate() {
        // Given
        var arguments = landed(new Gate(2, 0.05), Line.flat());

        // Then
        assertThatThrownBy(() -> run(arguments)).isInstanceOf(RefusedException.class);
        assertThat(objects()).containsExactly("rejected.json");
        var rejected = clean.read(prefix + ObjectLayout.REJECTED, DatasetRejected.class)
                .orElseThrow();
        assertThat(rejected.rule()).isEqualTo("too-few-sales");
        assertThat(rejected.figures()).containsEntry("salesKept", 1.0).containsEntry("minimumSales", 2.0);
    }

    @Test
    void refusesADatasetWhoseIdsCannotBeTrusted() {
        // Given
        var arguments = landed(
                new Gate(1, 0.05),
                Line.flat(),
                Line.flat().ofSale("2023-2"),
                Line.flat().ofSale("2023-2").with("code_commune", "75110"));

        // Then
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("50.00 % of the published ids span several communes");
    }

    @Test
    void refusesAFileThatLacksAColumnByName() {
        // Given
        var arguments = new Landing(folder).text("2023.csv", "a,b\n1,2\n").arguments(clean.uri(prefix), null, "75");

        // Then
        assertThatThrownBy(() -> run(arguments))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("2023.csv lacks the columns");
        assertThat(clean.read(prefix + ObjectLayout.REJECTED, DatasetRejected.class)
                        .orElseThrow()
                        .rule())
                .isEqualTo("missing-column");
    }
}
