package fr.toise.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.job.ServiceStatus;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.testing.Said;
import fr.toise.service.testing.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One story, told in order, with a real broker and a real object store. */
@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = SalesFolder.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IngestServiceTest {

    @Inject
    Buckets buckets;

    @ConfigProperty(name = "toise.ingestion.source")
    Path source;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String broker;

    @Test
    @Order(1)
    void letsOnlyTheOperatorStartAnIngestion() {
        // Then
        given().post("/api/v1/ingestions").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic("operator", "wrong")
                .post("/api/v1/ingestions")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Basic"));
        assertThat(status().looks()).isZero();
        assertThat(given().get("/q/metrics").asString())
                .contains("toise_ingestion_looks_seconds_count{outcome=\"landed\"} 0.0");
    }

    @Test
    @Order(2)
    void hasNothingToSayBeforeTheFirstLook() {
        // Then
        given().get("/api/v1/ingestions/latest").then().statusCode(404);
        assertThat(status().state()).isNull();
    }

    @Test
    @Order(3)
    void saysWhatIsWrongWithAnEmptySource() {
        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.message()).contains("No sales of 2018 and later at " + source, "found nothing");
        assertThat(status.output()).isNull();
    }

    @Test
    @Order(4)
    void landsNewSalesAndSaysSo() throws IOException {
        // Given
        write("2023/full.csv.gz", Gzip.sales(2023, 100));

        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.SUCCEEDED);
        var said = said();
        assertThat(said).hasSize(1);
        assertThat(said.get(0).key()).isEqualTo(status.output());
        assertThat(said.get(0).header("ce_type")).isEqualTo("fr.toise.dataset-landed.v1");
        assertThat(said.get(0).header("ce_source")).isEqualTo("/toise/ingest-service");
        assertThat(said.get(0).event()).isInstanceOfSatisfying(DatasetLanded.class, landed -> {
            assertThat(landed.subject()).isEqualTo(status.output());
            assertThat(landed.files()).hasSize(1);
            var key = landed.files().get(0).uri().substring("s3://toise-raw/".length());
            assertThat(read(key)).isEqualTo(Gzip.csv(2023, 100));
        });
    }

    @Test
    @Order(5)
    void saysNothingAgainWhenNothingChanged() {
        // Given
        var before = status();

        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.UNCHANGED);
        assertThat(status.message()).contains("Nothing has changed").contains("no new snapshot");
        assertThat(status.output()).isEqualTo(before.output());
        assertThat(said()).hasSize(1);
    }

    @Test
    @Order(6)
    void landsAgainWhenAYearIsAdded() throws IOException {
        // Given
        var before = status();
        write("2024/departements/75.csv.gz", Gzip.sales(2024, 80));

        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.SUCCEEDED);
        assertThat(status.output()).isNotEqualTo(before.output());
        assertThat(said()).hasSize(2).last().satisfies(record -> assertThat(record.event())
                .isInstanceOfSatisfying(DatasetLanded.class, landed -> assertThat(landed.files())
                        .extracting(file -> file.uri().replaceAll(".*/", ""))
                        .containsExactly("2023-full.csv", "2024-75.csv")));
    }

    @Test
    @Order(7)
    void keepsTheLastSnapshotWhenTheSourceBreaks() throws IOException {
        // Given
        var before = status();
        write("2024/departements/75.csv.gz", "<html>Maintenance</html>".getBytes());

        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.message()).contains("75.csv.gz is not a whole gzip file");
        assertThat(status.output()).isEqualTo(before.output());
        assertThat(said()).hasSize(2);
    }

    @Test
    @Order(8)
    void keepsTheLastSnapshotWhenTheSourceHasSomethingElse() throws IOException {
        // Given
        var before = status();
        var objects = objects();
        write("2024/departements/75.csv.gz", Gzip.of("id,address\n1,2\n".getBytes()));

        // When
        var status = ingest();

        // Then
        assertThat(status.state()).isEqualTo(State.FAILED);
        assertThat(status.message()).contains("75.csv.gz is not a file of geo-DVF sales", "id,address");
        assertThat(status.output()).isEqualTo(before.output());
        assertThat(objects()).isEqualTo(objects);
        assertThat(said()).hasSize(2);
    }

    @Test
    @Order(9)
    void countsWhatItDid() {
        // When
        var metrics = given().get("/q/metrics").asString();

        // Then
        assertThat(metrics)
                .contains("toise_ingestion_snapshots_total 2.0")
                .contains("toise_ingestion_failures_total{reason=\"corrupt\"} 1.0")
                .contains("toise_ingestion_failures_total{reason=\"not-found\"} 1.0")
                .contains("toise_ingestion_failures_total{reason=\"not-sales\"} 1.0")
                .contains("toise_ingestion_files_total{how=\"copied\"} 1.0")
                .contains("toise_ingestion_looks_seconds_count{outcome=\"unchanged\"} 1");
    }

    @Test
    @Order(10)
    void tellsWhoAsksForASecondOneThatOneIsUnderWay() throws Exception {
        // Given
        var pipe = source.resolve("2024/departements/75.csv.gz");
        Files.delete(pipe);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        long looks = status().looks();
        start().statusCode(202);

        // When
        var second = start();

        // Then
        second.statusCode(409);
        assertThat(second.extract().<String>path("title")).isEqualTo("An ingestion is under way");
        // the first one waits until somebody writes into the pipe
        Files.write(pipe, Gzip.sales(2024, 90));
        awaitEnd(looks);
        assertThat(status().state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    @Order(11)
    void isHealthyAndDescribesItsApi() {
        // Then
        given().get("/q/health/ready").then().statusCode(200);
        assertThat(given().get("/openapi").asString()).contains("/api/v1/ingestions");
    }

    private static ServiceStatus ingest() {
        long looks = status().looks();
        start().statusCode(202);
        awaitEnd(looks);
        return status();
    }

    private static ValidatableResponse start() {
        return given().auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD)
                .post("/api/v1/ingestions")
                .then();
    }

    private static void awaitEnd(long looksBefore) {
        await().atMost(Duration.ofMinutes(1)).until(() -> status().looks() > looksBefore && !status().busy());
    }

    private static ServiceStatus status() {
        return given().get("/api/v1/status").as(ServiceStatus.class);
    }

    private void write(String path, byte[] bytes) throws IOException {
        var file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private List<String> objects() {
        return buckets.raw().list("geo-dvf/").map(S3Object::key).toList();
    }

    private byte[] read(String key) {
        try (var in = buckets.raw().open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a look has said the broker has before the look ends. */
    private List<Said> said() {
        try (var topics = new Topics(broker)) {
            return topics.saidOn("dataset-landed");
        }
    }
}
