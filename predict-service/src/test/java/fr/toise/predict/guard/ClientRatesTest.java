package fr.toise.predict.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClientRatesTest {

    private static final class Clock implements TimeMeter {

        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Clock clock = new Clock();
    private final ClientRates rates = new ClientRates(60, clock);

    private void exhaust(String client) {
        for (int i = 0; i < 60; i++) {
            assertThat(rates.secondsToWait(client)).isZero();
        }
    }

    @Test
    void letsNoClientAskMoreOftenThanItMay() {
        // Given
        exhaust("10.0.0.1");

        // When
        long wait = rates.secondsToWait("10.0.0.1");

        // Then
        assertThat(wait).isBetween(1L, 2L);
    }

    @Test
    void letsOthersAskAllTheSame() {
        // Given
        exhaust("10.0.0.1");

        // When
        long wait = rates.secondsToWait("10.0.0.2");

        // Then
        assertThat(wait).isZero();
    }

    @Test
    void letsAClientAskAgainAfterTheWait() {
        // Given
        exhaust("10.0.0.1");
        clock.nanos += Duration.ofSeconds(1).toNanos();

        // When
        long now = rates.secondsToWait("10.0.0.1");
        long next = rates.secondsToWait("10.0.0.1");

        // Then
        assertThat(now).isZero();
        assertThat(next).isPositive();
    }

    @Test
    void refusesALimitThatLetsNobodyIn() {
        // When
        var making = assertThatThrownBy(() -> new ClientRates(0));

        // Then
        making.hasMessageContaining("toise.limits.requests-per-minute is 0");
    }
}
