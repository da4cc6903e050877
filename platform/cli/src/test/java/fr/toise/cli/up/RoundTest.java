package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.FakeService;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final String MODEL = "/api/v1/model";

    private final FakeService all = serving(new FakeService(), "m1");
    private final Round round =
            new Round(new Services(new Ports(all.port(), all.port(), all.port(), all.port(), 0, 0)));

    private static FakeService serving(FakeService service, String version) {
        return service.answering(
                        "/q/health/ready", 200, "{\"checks\": [{\"data\": {\"version\": \"%s\"}}]}".formatted(version))
                .answering(MODEL, 200, "{\"version\": \"%s\"}".formatted(version));
    }

    @AfterEach
    void close() {
        all.close();
    }

    @Test
    void asksNothingThatALimitCountsWhileTheModelIsTheSame() {
        // Given
        round.get();
        all.answering(MODEL, 429, "{}");

        // When
        var state = round.get();

        // Then
        assertThat(state.model().version()).isEqualTo("m1");
    }

    @Test
    void seesAnotherModelAtOnce() {
        // Given
        round.get();
        serving(all, "m2");

        // When
        var state = round.get();

        // Then
        assertThat(state.model().version()).isEqualTo("m2");
        assertThat(state.predictAnswers()).isTrue();
    }

    @Test
    void knowsNoModelOfAServiceThatIsGone() {
        // Given
        round.get();
        all.close();

        // When
        var state = round.get();

        // Then
        assertThat(state.model()).isNull();
        assertThat(state.predictAnswers()).isFalse();
    }
}
