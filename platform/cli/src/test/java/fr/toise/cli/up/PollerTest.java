package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void asksAgainAfterAnAnswerThatCannotBeRead() {
        // Given
        var rounds = new AtomicInteger();

        // When
        try (var poller = new Poller(() -> {
            if (rounds.incrementAndGet() == 1) {
                throw new IllegalStateException("not an answer");
            }
            return PipelineState.UNKNOWN;
        })) {
            // Then
            await().atMost(SOON).until(() -> poller.latest().number() > 0);
            assertThat(poller.trouble()).isEmpty();
        }
    }

    @Test
    void keepsWhatEveryRoundEndsWith() {
        // Given
        var trouble = new IllegalStateException("not an answer");

        // When
        try (var poller = new Poller(() -> {
            throw trouble;
        })) {
            // Then
            await().atMost(SOON).until(poller::trouble, Optional::isPresent);
            assertThat(poller.trouble()).contains(trouble);
            assertThat(poller.latest().number()).isZero();
        }
    }
}
