package fr.toise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToiseTest {

    @ParameterizedTest
    @ValueSource(strings = {"up", "estimate", "status", "ingest", "datasets", "models", "train", "search", "ledger"})
    void helpsWithEveryCommand(String command) {
        // When
        var run = CommandLineRun.of(command, "--help");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: toise " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "up --version", "models show --version"})
    void saysItsVersion(String command) {
        // When
        var run = CommandLineRun.of(command.split(" "));

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Toise ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "datasets", "models", "search", "ledger"})
    void saysThatNothingRuns(String command) {
        // Given
        int port;
        try (var gone = new FakeService()) {
            port = gone.port();
        }

        // When
        var run = CommandLineRun.of(command, "--port", String.valueOf(port));

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Toise is not running at http://127.0.0.1:")
                .contains("start it with ./toise up");
    }

    @Test
    void namesTheOptionThatWasLikelyMeant() {
        // When
        var run = CommandLineRun.of("estimate", "--adress", "12 rue Turgot", "--living-area", "43");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option", "'--adress'", "Possible solutions: --address", "--help");
    }

    @Test
    void saysThatItWasAnotherServiceThatItAsked() {
        // Given
        try (var another = new FakeService()) {

            // When
            var run = CommandLineRun.of("estimate", "--url", another.url(), "--address", "x", "--living-area", "43");

            // Then
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("another service", "--port");
        }
    }

    @Test
    void namesTheValueThatIsNotANumber() {
        // When
        var run = CommandLineRun.of("estimate", "--address", "12 rue Turgot", "--living-area", "big");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'--living-area'", "'big' was given", "expected a number like 43.5", "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--years=twenty",
                "--years=2025-2018",
                "--years=2013-2018",
                "--years=2013-",
                "--years=-2018",
                "--years=2018-2101",
                "--departments=75;92",
                "--departments=123",
                "--departments=75,20",
                "--departments=75,",
                "--departments=977",
                "--departments=75,57",
                "--port=65533",
                "--port=0",
                "--kafka-port=65536",
                "--data=a,b"
            })
    void refusesAnOptionThatCannotBe(String option) {
        // When
        var run = CommandLineRun.of("up", option);

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(option.replaceAll("=.*", "")).contains("expected");
    }
}
