package fr.toise.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestCommandTest {

    private static final String PATH = "/api/v1/ingestions";

    private final FakeService ingest = new FakeService();

    @TempDir
    Path data;

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void asksAsTheOperatorOfTheDataFolder() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "secret\n");
        ingest.answering(PATH, 202, "{\"message\": \"Looking at the source\"}");

        // When
        var run = ingest();

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Looking at the source");
        assertThat(ingest.authorizationOf(PATH))
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void saysWhereThePasswordIsLookedFor() {
        // When
        var run = ingest();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no operator's password in " + data, "--data");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void saysThatThePasswordIsOfAnotherFolder() throws Exception {
        // Given
        Files.writeString(data.resolve("operator-password"), "of another");
        ingest.answering(PATH, 401, "");

        // When
        var run = ingest();

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refuses the operator's password of " + data);
    }

    private CommandLineRun ingest() {
        // ingest-service is one port after predict-service
        return CommandLineRun.of("ingest", "--port", String.valueOf(ingest.port() - 1), "--data", data.toString());
    }
}
