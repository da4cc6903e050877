package fr.toise.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

    private final FakeService predict = new FakeService();

    @AfterEach
    void stop() {
        predict.close();
    }

    @Test
    void saysWhyNoModelIsLiveWhereOneWasRefused() {
        // Given
        predict.answering("/q/health/live", 200, "{\"status\": \"UP\"}")
                .answering("/api/v1/model", 503, "{\"title\": \"No model is live\"}")
                .answering("/q/health/ready", 503, """
                        {"checks": [{"name": "live model", "data": {"lastRefused": "It was made with other features"}}]}""");

        // When
        var run = CommandLineRun.of("status", "--port", String.valueOf(predict.port()));

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).contains("predict  refused    It was made with other features");
    }
}
