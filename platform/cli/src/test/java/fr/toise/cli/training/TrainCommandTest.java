package fr.toise.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

    private static final String PATH = "/api/v1/trainings";

    private final FakeService train = new FakeService();

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        train.close();
    }

    @Test
    void saysWhatIsTrained() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        train.answering(PATH, 202, """
                {"trainings": ["paris-flats/a1"], "message": "Training paris-flats/a1"}""");

        // When
        var run = train();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .isEqualToNormalizingNewlines("Training paris-flats/a1\n./toise status says how far it is.\n");
        assertThat(train.authorizationOf(PATH)).startsWith("Basic ");
    }

    @Test
    void saysThatThereIsNothingToTrain() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        train.answering(PATH, 200, "{\"trainings\": [], \"message\": \"There is nothing to train\"}");

        // When
        var run = train();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("There is nothing to train", "./toise search --trials 32");
    }

    @Test
    void saysWhereThePasswordIsLookedFor() {
        // When
        var run = train();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no operator's password in", "--data");
    }

    private CommandLineRun train() {
        return CommandLineRun.of("train", "--port", String.valueOf(train.port() - 3), "--data", data.toString());
    }
}
