package fr.toise.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import fr.toise.samplesales.SampleSales;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopTest {

    private static final int PREDICT = 0;
    private static final int INGEST = 1;
    private static final int CLEAN = 2;
    private static final int TRAIN = 3;

    private TraceCollector traces;

    @BeforeEach
    void collectTraces() throws IOException {
        traces = new TraceCollector();
    }

    @AfterEach
    void closeCollector() {
        traces.close();
    }

    @Test
    void aCsvGoesInAndAnEstimateComesOutAndASecondStartGoesOnFromThere(@TempDir Path folder) throws Exception {
        // Given a copy of the official tree
        var source = folder.resolve("csv");
        writeYear(source, 2023);
        writeYear(source, 2024);
        var data = folder.resolve("data");
        String version;

        // When
        try (var toise = RunningToise.up(source, data, folder.resolve("first.log"), traces.environment())) {
            toise.awaitLiveModel(Duration.ofMinutes(8));

            // Then
            var model = toise.get(PREDICT, "/api/v1/model");
            version = model.get("version").asText();
            var answer = toise.estimate(model.get("example"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var estimate = toise.parse(answer.body());
            assertThat(estimate.get("pricePerSquareMetre").asDouble()).isBetween(4_000.0, 25_000.0);
            assertThat(estimate.at("/range/low").asDouble())
                    .isLessThan(estimate.get("value").asDouble());
            assertThat(estimate.at("/range/high").asDouble())
                    .isGreaterThan(estimate.get("value").asDouble());
            assertThat(estimate.at("/model/version").asText()).isEqualTo(version);
            assertThat(estimate.get("comparables")).isNotEmpty();
            assertThat(traces.awaitTraceWith("first estimate", Duration.ofMinutes(1)))
                    .extracting(TraceCollector.Span::service, TraceCollector.Span::name)
                    .contains(
                            tuple("ingest-service", "ingest"),
                            tuple("ingest-service", "dataset-landed publish"),
                            tuple("clean-service", "dataset-landed receive"),
                            tuple("clean-service", "clean"),
                            tuple("clean-service", "job"),
                            tuple("train-service", "train"),
                            tuple("train-service", "job"),
                            tuple("train-service", "model-promoted publish"),
                            tuple("predict-service", "model-promoted receive"),
                            tuple("predict-service", "load model"));
            var funnel = toise.get(CLEAN, "/api/v1/datasets").get(0).findValue("funnel");
            assertThat(funnel.get("salesKept").asLong()).isGreaterThan(2_000);
            assertThat(funnel.findValuesAsText("rule")).contains("several-premises", "duplicate-line");
            var trained = toise.get(TRAIN, "/api/v1/models").get(0);
            assertThat(trained.get("state").asText()).isEqualTo("CHAMPION");
            assertThat(trained.at("/measures/mdape").asDouble())
                    .isLessThan(trained.at("/baselines/0/mdape").asDouble());

            var processes = toise.processes();
            toise.interrupt();
            assertThat(processes).hasSizeGreaterThan(6).noneMatch(ProcessHandle::isAlive);
        }

        // When it is started again
        try (var toise = RunningToise.up(source, data, folder.resolve("second.log"), traces.environment())) {
            toise.awaitLiveModel(Duration.ofMinutes(2));

            // Then nothing is done twice
            for (int service : List.of(INGEST, CLEAN, TRAIN)) {
                toise.awaitIdle(service, Duration.ofMinutes(2));
            }
            assertThat(toise.get(CLEAN, "/api/v1/datasets")).hasSize(1);
            assertThat(toise.get(PREDICT, "/api/v1/model").get("version").asText())
                    .isEqualTo(version);
            assertThat(toise.get(TRAIN, "/api/v1/models")).hasSize(1);
        }
    }

    @Test
    void killedInTheMiddleItGoesOnWhereItWas(@TempDir Path folder) throws Exception {
        // Given
        var source = folder.resolve("csv");
        writeYear(source, 2023);
        writeYear(source, 2024);
        var data = folder.resolve("data");
        try (var toise = RunningToise.up(source, data, folder.resolve("first.log"), traces.environment())) {
            toise.awaitTraining(Duration.ofMinutes(8));

            // When everything is gone at once, as in a power cut
            toise.kill();
        }

        // Then
        try (var toise = RunningToise.up(source, data, folder.resolve("second.log"), traces.environment())) {
            toise.awaitLiveModel(Duration.ofMinutes(8));
            for (int service : List.of(INGEST, CLEAN, TRAIN)) {
                toise.awaitIdle(service, Duration.ofMinutes(2));
            }
            assertThat(toise.get(CLEAN, "/api/v1/datasets")).hasSize(1);
            var models = toise.get(TRAIN, "/api/v1/models");
            assertThat(models).hasSize(1);
            assertThat(models.get(0).get("state").asText()).isEqualTo("CHAMPION");
            assertThat(traces.awaitTraceWith("load model", Duration.ofMinutes(1)))
                    .extracting(TraceCollector.Span::name)
                    // of clean's, what it had not sent yet went with it
                    .contains("ingest", "train");
        }
    }

    private static void writeYear(Path tree, int year) throws IOException {
        var folder = Files.createDirectories(tree.resolve(String.valueOf(year)));
        try (var out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("full.csv.gz"))), StandardCharsets.UTF_8)) {
            SampleSales.year(year, 2_500, 1).writeTo(out);
        }
    }
}
