package fr.toise.cleaning.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    private static final byte WANTED = ',';
    private static final byte STOP = '7';
    /** Bytes that differ from each other in one bit, or by one, or only in their sign. */
    private static final byte[] ALPHABET = {',', ',' + 1, ',' - 1, ',' ^ (byte) 0x80, '7', '5', '7', '5', 0, -1};

    private static final byte[] MARKER = ",75,".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 300})
    void findsAndCountsWhatALookAtEveryByteFinds(int rarity) {
        // Given
        var random = new Random(rarity);
        for (int round = 0; round < 3_000; round++) {
            var bytes = new byte[random.nextInt(150)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = random.nextInt(rarity) == 0 ? ALPHABET[random.nextInt(ALPHABET.length)] : (byte) 'A';
            }
            if (bytes.length >= MARKER.length && random.nextBoolean()) {
                System.arraycopy(MARKER, 0, bytes, random.nextInt(bytes.length - MARKER.length + 1), MARKER.length);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);

            // When
            int first = Bytes.indexOf(bytes, WANTED, from, to);
            int firstMarker = Bytes.indexOf(bytes, MARKER, from, to);
            var counted = Bytes.count(bytes, WANTED, STOP, from, to);

            // Then
            assertThat(first)
                    .isEqualTo(IntStream.range(from, to)
                            .filter(at -> bytes[at] == WANTED)
                            .findFirst()
                            .orElse(-1));
            assertThat(firstMarker)
                    .isEqualTo(IntStream.range(from, to - MARKER.length + 1)
                            .filter(at -> IntStream.range(0, MARKER.length)
                                    .allMatch(each -> bytes[at + each] == MARKER[each]))
                            .findFirst()
                            .orElse(-1));
            int stop = IntStream.range(from, to)
                    .filter(at -> bytes[at] == STOP)
                    .findFirst()
                    .orElse(to);
            assertThat(counted.position()).isEqualTo(stop);
            assertThat(counted.count()).isEqualTo((int) IntStream.range(from, stop)
                    .filter(at -> bytes[at] == WANTED)
                    .count());
        }
    }
}
