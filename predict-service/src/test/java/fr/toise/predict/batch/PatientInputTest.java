package fr.toise.predict.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientInputTest {

    private final AtomicLong nanos = new AtomicLong();

    /** Gives a byte after each minute. */
    private InputStream trickle(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                int wanted = Math.min(1, length);
                nanos.addAndGet(Duration.ofMinutes(wanted).toNanos());
                return super.read(into, from, wanted);
            }
        };
    }

    private InputStream patient(int bytes) {
        return new PatientInput(trickle(bytes), Duration.ofMinutes(3), nanos::get);
    }

    @Test
    void givesUpOnWhoKeepsItWaiting() throws IOException {
        // Given
        var body = patient(100);
        body.readNBytes(3);

        // Then
        assertThatThrownBy(() -> body.read(new byte[8]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PT3M");
    }

    @Test
    void bearsWithASlowSenderOfMuch() throws IOException {
        // Given
        int much = 1024 * 1024;
        var body = new PatientInput(
                new ByteArrayInputStream(new byte[much]) {
                    @Override
                    public synchronized int read(byte[] into, int from, int length) {
                        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                        return super.read(into, from, Math.min(32 * 1024, length));
                    }
                },
                Duration.ofMinutes(3),
                nanos::get);

        // When
        var read = new byte[32 * 1024];
        int length = 0;
        for (int some = body.read(read); some > 0; some = body.read(read)) {
            length += some;
        }

        // Then
        assertThat(length).isEqualTo(much);
    }

    @Test
    void doesNotMindTheTimeInBetween() throws IOException {
        // Given
        var body = patient(3);
        body.readNBytes(2);

        // When
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        // Then
        assertThat(body.readAllBytes()).hasSize(1);
    }
}
