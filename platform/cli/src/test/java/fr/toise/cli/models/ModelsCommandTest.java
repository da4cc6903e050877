package fr.toise.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsCommandTest {

    private static final String PATH = "/api/v1/models";

    private static final String MODEL = """
            {"model": "paris-flats", "version": "b2", "state": "REFUSED", "dataset": "geo-dvf", "datasetVersion": "d2",
             "madeUp": false, "search": "s9", "trainedAt": "2026-10-08T03:01:00.5Z", "rowsTrained": 20752, "rowsHeldOut": 3727,
             "rowsServed": 24479, "holdOutFrom": "2023-02-20", "holdOutThrough": "2023-04-28",
             "measures": {"estimator": "model", "rows": 3727, "hitRate": 1, "mdape": 0.0995, "mape": 0.163, "pe10": 0.502,
               "pe20": 0.781, "r2": 0.902, "r2PerSquareMetre": 0.4, "medianRatio": 1.003, "cod": 0.164, "prd": 1.02, "prb": -0.012,
               "coverage": 0.803, "relativeWidth": 0.46},
             "champion": null,
             "baselines": [{"estimator": "arrondissement-median", "rows": 3727, "mdape": 0.113, "mape": 0.18, "pe10": 0.45,
               "pe20": 0.72, "r2": 0.87, "medianRatio": 1.01, "cod": 0.19, "prd": 1.03, "prb": 0}],
             "settings": {"layers": 2, "width": 128, "heads": 4, "networks": 5, "epochs": 12, "peakLearningRate": 0.002,
               "weightDecay": 0.01, "dropout": 0.1, "indexDays": 90, "halfLifeDays": 900, "without": ["street"]},
             "comparisons": [{"rival": "champion", "rows": 3727, "difference": -0.0004, "low": -0.002, "high": 0.0011,
               "probabilityBetter": 0.71}],
             "segments": [{"dimension": "COMMUNE", "name": "75115", "measures": [
               {"estimator": "model", "rows": 301, "mdape": 0.088, "pe10": 0.56, "coverage": 0.81},
               {"estimator": "arrondissement-median", "rows": 301, "mdape": 0.1}]}],
             "decision": {"promoted": false, "reasons": ["that may be chance"], "checks": [
               {"rule": "coverage", "passed": true, "text": "80.3 % of the prices are inside"},
               {"rule": "better-than-champion", "passed": false, "text": "that may be chance"}]},
             "reason": {"trigger": "NEW_DATA", "text": "New sales: geo-dvf/d2"},
             "promotions": [{"version": "b2", "promotedAt": "2026-10-09T08:00:00Z", "cause": "PERSON", "by": "operator",
               "reason": "looks right"},
               {"version": "a1", "promotedAt": "2026-10-10T08:00:00Z", "cause": "ROLLBACK", "by": "operator", "reason": "it was not"}]}
            """;

    private final FakeService train = new FakeService().answering(PATH + "/b2", 200, MODEL);

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        train.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b2", "paris-flats/b2"})
    void showsOneModel(String name) {
        // When
        var run = models("show", name);

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                paris-flats/b2  REFUSED, trained 2026-10-08T03:01Z on geo-dvf/d2
                Trained because: New sales: geo-dvf/d2
                Learned from 20,752 sales, measured on 3,727 of 2023-02-20 to 2023-04-28, then from all 24,479
                Settings: 2 × 128, 4 heads, dropout 0.1, rate 0.002, decay 0.01, 12 epochs, index 90 d, half-life 900 d, without street, 5 networks, the best of search s9
                Refused: that may be chance
                Make it live all the same with: ./toise models promote b2

                ESTIMATOR              SALES    MdAPE     MAPE    PE10    PE20     R²  RATIO     COD    PRD     PRB  COVERAGE
                this model             3,727   9.95 %  16.30 %  50.2 %  78.1 %  0.902  1.003  16.4 %  1.020  -0.012    80.3 %
                arrondissement median  3,727  11.30 %  18.00 %  45.0 %  72.0 %  0.870  1.010  19.0 %  1.030   0.000

                AGAINST   MdAPE  95 % OF RESAMPLES  BETTER IN
                champion  -0.04  -0.20 to +0.11        71.0 %

                CHECK                 RESULT  FOUND
                coverage              passed  80.3 % of the prices are inside
                better-than-champion  FAILED  that may be chance

                SEGMENT         SALES   MdAPE    PE10  COVERAGE  LIVE MODEL  MEDIAN OF THE ARRONDISSEMENT
                commune  75115    301  8.80 %  56.0 %    81.0 %                                   10.00 %

                AT                 LIVE           BY        WHY
                2026-10-09T08:00Z  b2             operator  looks right
                2026-10-10T08:00Z  a1 (rollback)  operator  it was not
                """);
    }

    @Test
    void promotesWithAReason() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        train.answering(
                PATH + "/b2/promote",
                200,
                "{\"model\": \"paris-flats\", \"version\": \"b2\", \"previousVersion\": \"a1\"}");

        // When
        var run = models("promote", "b2", "--reason", "looks right", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("paris-flats/b2 is live in place of a1.")
                .contains("./toise models rollback");
        assertThat(train.sentTo(PATH + "/b2/promote")).isEqualTo("{\"reason\":\"looks right\"}");
        assertThat(train.authorizationOf(PATH + "/b2/promote"))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void rollsBackToTheOneBefore() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        train.answering(
                PATH + "/rollback",
                200,
                "{\"model\": \"paris-flats\", \"version\": \"a1\", \"previousVersion\": \"b2\"}");

        // When
        var run = models("rollback", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("paris-flats/a1 is live in place of b2.");
        assertThat(train.sentTo(PATH + "/rollback")).isEqualTo("{\"version\":null,\"reason\":null}");
    }

    @Test
    void saysWhyNot() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        train.answering(PATH + "/b2/promote", 409, """
                {"title": "The live model stays as it is", "detail": "Version 'b2' is live already"}""");

        // When
        var run = models("promote", "b2", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("The live model stays as it is", "Version 'b2' is live already");
    }

    @Test
    void saysThatThePasswordIsNotTheRightOne() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "wrong\n");
        train.answering(PATH + "/b2/promote", 401, "");

        // When
        var run = models("promote", "b2", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("train-service refuses the operator's password", "--data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "b2?all", "b2/"})
    void refusesWhatCannotBeAVersion(String version) {
        // When
        var run = models("show", version);

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'" + version + "' is no version", "./toise models lists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "promote", "rollback"})
    void helpsWithEachOfItsCommands(String command) {
        // When
        var run = CommandLineRun.of("models", command, "--help");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: toise models " + command);
    }

    private CommandLineRun models(String... arguments) {
        var all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(arguments));
        // train-service is three ports after predict-service
        all.addAll(List.of("--port", String.valueOf(train.port() - 3)));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
