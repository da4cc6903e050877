package fr.toise.cli.datasets;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsCommandTest {

    private static final String PATH = "/api/v1/datasets";
    private static final String ACCEPT = PATH + "/geo-dvf/a2/accept";

    private static final String VERSIONS = """
            [ {"dataset": "geo-dvf", "version": "a2", "state": "REJECTED", "inUse": false, "at": "2026-10-08T03:01:00.5Z",
               "report": {"madeUp": false, "scope": {"departments": ["75", "92"], "types": ["FLAT", "HOUSE"]},
                 "funnel": {"linesRead": 42929, "salesFound": 27446, "salesKept": 14968, "dropped": [
                   {"rule": "other-department", "lines": 2929, "sales": 0},
                   {"rule": "duplicate-line", "lines": 2000, "sales": 0},
                   {"rule": "several-premises", "lines": 8000, "sales": 2744}]},
                 "from": "2018-07-01", "through": "2023-04-28", "medianPricePerSquareMetre": 10123.4},
               "decision": {"passed": false, "checks": [
                   {"rule": "minimum-sales", "passed": true, "text": "14,968 sales were kept, expected at least 200"},
                   {"rule": "volume-by-year", "passed": false, "text": "2022 has 100 sales"}],
                 "drift": {"previousVersion": "a1", "rowsRatio": 0.6, "medianPricePerSquareMetreRatio": 1.0,
                   "populationStability": {"area": 0.0123, "price": 1.5},
                   "newCategories": {"commune": ["75116", "75117"]}, "lostCategories": {}}},
               "rejection": {"rule": "volume-by-year", "reason": "2022 has 100 sales"}},
              {"dataset": "geo-dvf", "version": "a1", "state": "RELEASED", "inUse": true, "at": "2026-04-08T03:01:00Z",
               "report": {"madeUp": false, "scope": {"departments": [], "types": ["FLAT"]},
                 "funnel": {"linesRead": 50000, "salesFound": 28000, "salesKept": 24968, "dropped": []},
                 "from": "2018-07-01", "through": "2022-12-30", "medianPricePerSquareMetre": 10000},
               "decision": {"passed": false, "checks": [], "accepted": {"by": "operator", "reason": "half a year only", "at": "2026-04-08T09:00:00Z"}}},
              {"dataset": "made-up", "version": "b1", "state": "REFUSED", "inUse": false, "at": "2026-01-01T00:00:00Z",
               "report": null, "decision": null, "rejection": {"rule": "no-sales", "reason": "No sale was left"}} ]
            """;

    private final FakeService clean = new FakeService().answering(PATH, 200, VERSIONS);

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        clean.close();
    }

    @Test
    void listsTheVersions() {
        // When
        var run = datasets();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                VERSION     STATE             SALES KEPT  LINES READ  MADE               WHY NOT
                geo-dvf/a2  REJECTED              14,968      42,929  2026-10-08T03:01Z  2022 has 100 sales
                geo-dvf/a1  RELEASED, in use      24,968      50,000  2026-04-08T03:01Z
                made-up/b1  REFUSED                                   2026-01-01T00:00Z  No sale was left
                """);
    }

    @Test
    void shortensAReasonThatIsLongerThanALine() {
        // Given
        clean.answering(PATH, 200, """
                [{"dataset": "geo-dvf", "version": "a3", "state": "REFUSED", "rejection": {"reason": "%s the end"}}]""".formatted("found ".repeat(40)));

        // When
        var run = datasets();

        // Then
        assertThat(run.out()).contains("found found", "…").doesNotContain("the end");
    }

    @Test
    void saysThatThereIsNoneYet() {
        // Given
        clean.answering(PATH, 200, "[]");

        // When
        var run = datasets();

        // Then
        assertThat(run.out()).contains("Nothing has been cleaned yet.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2", "geo-dvf/a2"})
    void showsOneVersion(String name) {
        // When
        var run = datasets("show", name);

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                geo-dvf/a2  REJECTED, made 2026-10-08T03:01Z
                Sales of flats and houses, départements 75, 92, from 2018-07-01 through 2023-04-28
                Kept 14,968 of 27,446 sales; median 10,123 €/m²
                Let it through with: ./toise datasets accept a2

                RULE               LINES           SALES
                read, found       42,929          27,446
                other-department   2,929               0
                duplicate-line     2,000   5.0 %       0
                several-premises   8,000  20.0 %   2,744  10.0 %
                kept                              14,968  54.5 %

                CHECK           RESULT  FOUND
                minimum-sales   passed  14,968 sales were kept, expected at least 200
                volume-by-year  FAILED  2022 has 100 sales

                Against a1:
                COLUMN    PSI
                area    0.012
                price   1.500
                New values of commune: 75116, 75117
                """);
    }

    @Test
    void saysWhoLetAVersionThrough() {
        // When
        var run = datasets("show", "a1");

        // Then
        assertThat(run.out())
                .contains("RELEASED, in use")
                .contains("the whole country")
                .contains("Let through by operator at 2026-04-08T09:00Z: half a year only")
                .doesNotContain("Let it through with");
    }

    @Test
    void saysWhyThereIsNothingToShow() {
        // When
        var run = datasets("show", "b1");

        // Then
        assertThat(run.out())
                .contains("made-up/b1  REFUSED")
                .contains("No sale was left")
                .contains("./toise datasets retry b1");
    }

    @Test
    void namesTheVersionThatIsNotKnown() {
        // When
        var run = datasets("show", "a3");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'a3'", "./toise datasets lists");
    }

    @Test
    void letsAVersionThroughAsTheOperatorOfTheDataFolder() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        clean.answering(ACCEPT, 202, "{}");

        // When
        var run = datasets("accept", "a2", "--reason", "half \"a\" year", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("geo-dvf/a2 was let through");
        assertThat(clean.sentTo(ACCEPT)).isEqualTo("{\"reason\":\"half \\\"a\\\" year\"}");
        assertThat(clean.authorizationOf(ACCEPT))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void saysWhyAVersionCannotBeLetThrough() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        clean.answering(
                PATH + "/made-up/b1/accept",
                409,
                "{\"title\": \"The dataset version can't be let through\", \"detail\": \"made-up/b1 has no sales\"}");

        // When
        var run = datasets("accept", "b1", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("can't be let through", "has no sales");
    }

    /** One whose job has failed is not listed. */
    @ParameterizedTest
    @CsvSource({"b1, made-up/b1", "geo-dvf/c1, geo-dvf/c1"})
    void hasAVersionCleanedAgain(String version, String name) throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        clean.answering(PATH + "/" + name + "/retry", 202, "{}");

        // When
        var run = datasets("retry", version, "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(name + " is cleaned again.");
        assertThat(clean.authorizationOf(PATH + "/" + name + "/retry")).startsWith("Basic ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "geo-dvf/c 1"})
    void saysThatThereIsNoneOfThatNameToBeCleanedAgain(String version) {
        // When
        var run = datasets("retry", version, "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no dataset version '" + version + "'");
    }

    @Test
    void saysThatThePasswordIsOfAnotherFolder() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "of another");
        clean.answering(ACCEPT, 401, "");

        // When
        var run = datasets("accept", "a2", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("clean-service refuses the operator's password of " + data);
    }

    @Test
    void aVersionHasToBeNamed() {
        // When
        var run = CommandLineRun.of("datasets", "accept");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("<version>", "./toise datasets accept --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "accept", "retry"})
    void helpsWithEachOfItsCommands(String command) {
        // When
        var run = CommandLineRun.of("datasets", command, "--help");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: toise datasets " + command);
    }

    private CommandLineRun datasets(String... arguments) {
        var all = new ArrayList<>(List.of("datasets"));
        all.addAll(List.of(arguments));
        // clean-service is two ports after predict-service
        all.addAll(List.of("--port", String.valueOf(clean.port() - 2)));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
