package fr.toise.ingest.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.ingest.Gzip;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.FileFacts;
import fr.toise.ingest.source.SourceFile;
import fr.toise.ingest.source.SourceFile.Packing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnpackingTest {

    private static final Limits LIMITS = new Limits(10_000_000, 50_000_000, 40);

    private final byte[] csv = Gzip.csv(2023, 300);

    @Test
    void givesTheCsvAndCountsWhatWasRead() throws IOException {
        // Given
        var packed = Gzip.of(csv);
        var read = new AtomicLong();

        // When
        var unpacked = unpack(file(packed, packed.length), LIMITS, read);

        // Then
        assertThat(unpacked).isEqualTo(csv);
        assertThat(read).hasValue(packed.length);
    }

    @Test
    void readsAllMembersEvenFromASourceThatNeverSaysThatThereIsMore() throws IOException {
        // Given
        var two = new ByteArrayOutputStream();
        two.write(Gzip.of(Arrays.copyOf(csv, 10_000)));
        two.write(Gzip.of(Arrays.copyOfRange(csv, 10_000, csv.length)));
        var slow = new FilterInputStream(new ByteArrayInputStream(two.toByteArray())) {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 100));
            }
        };

        // When
        var unpacked = unpack(file(slow, -1), LIMITS, new AtomicLong());

        // Then
        assertThat(unpacked).isEqualTo(csv);
    }

    @Test
    void refusesAFileThatEndsTooEarly() {
        // Given
        var packed = Gzip.of(csv);

        // Then
        for (int end : new int[] {0, 5, packed.length / 2, packed.length - 1}) {
            assertRefused(file(Arrays.copyOf(packed, end), -1), LIMITS, Reason.CORRUPT, "is not a whole gzip file");
        }
    }

    @Test
    void saysOfAFileThatIsCutOffThatItEndsTooEarly() {
        // Given
        var packed = Gzip.of(csv);

        // Then
        assertRefused(
                file(Arrays.copyOf(packed, packed.length / 2), -1),
                LIMITS,
                Reason.CORRUPT,
                "is not a whole gzip file (it ends too early)");
    }

    @Test
    void refusesAFileWhoseLastMemberEndsTooEarly() throws IOException {
        // Given
        var two = new ByteArrayOutputStream();
        two.write(Gzip.of(csv));
        two.write(Gzip.of(csv), 0, 6);

        // Then
        assertRefused(file(two.toByteArray(), -1), LIMITS, Reason.CORRUPT, "is not a whole gzip file");
    }

    @Test
    void refusesAFileWithOneWrongByte() {
        // Given
        var packed = Gzip.of(csv);
        packed[packed.length - 6] ^= 1;

        // Then
        assertRefused(file(packed, -1), LIMITS, Reason.CORRUPT, "is not a whole gzip file");
    }

    @Test
    void refusesWhatIsNotPacked() {
        // Then
        assertRefused(file(csv, -1), LIMITS, Reason.CORRUPT, "is not a whole gzip file");
    }

    @Test
    void stopsABombEarly() {
        // Given
        var bomb = Gzip.of(new byte[20_000_000]);

        // Then
        assertRefused(file(bomb, -1), LIMITS, Reason.TOO_LARGE, "unpacks to more than 40 times its size");
    }

    @Test
    void takesASmallFileOfMuchRepetition() throws IOException {
        // Given
        var alike = new byte[500_000];

        // When
        var unpacked = unpack(file(Gzip.of(alike), -1), LIMITS, new AtomicLong());

        // Then
        assertThat(unpacked).isEqualTo(alike);
    }

    @Test
    void stopsAFileThatUnpacksToTooMuch() {
        // Then
        assertRefused(
                file(Gzip.of(csv), -1),
                new Limits(10_000_000, 1000, 40),
                Reason.TOO_LARGE,
                "raise toise.ingestion.limits.unpacked-size");
    }

    @Test
    void refusesAFileThatSaysThatItIsTooLarge() {
        // Then
        assertRefused(
                file(Gzip.of(csv), 10_000_001), LIMITS, Reason.TOO_LARGE, "raise toise.ingestion.limits.packed-size");
    }

    @Test
    void stopsAFileThatTurnsOutToBeTooLarge() {
        // Then
        assertRefused(
                file(Gzip.of(csv), -1),
                new Limits(100, 50_000_000, 40),
                Reason.TOO_LARGE,
                "raise toise.ingestion.limits.packed-size");
    }

    @Test
    void takesAFileThatIsAsLargeAsItMayBe() throws IOException {
        // Given
        var packed = Gzip.of(csv);

        // Then
        assertThat(unpack(file(packed, packed.length), new Limits(packed.length, csv.length, 40), new AtomicLong()))
                .isEqualTo(csv);
    }

    @Test
    void saysWhatTheSourceSaidWhenItBreaks() {
        // Given
        var failure = new IOException("The cable is cut");
        var breaking = new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }
        };

        // Then
        assertThatThrownBy(() -> unpack(file(breaking, -1), LIMITS, new AtomicLong()))
                .isSameAs(failure);
    }

    private static void assertRefused(SourceFile file, Limits limits, Reason reason, String message) {
        assertThatThrownBy(() -> unpack(file, limits, new AtomicLong()))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message)
                .hasMessageContaining("2023/full.csv.gz");
    }

    private static byte[] unpack(SourceFile file, Limits limits, AtomicLong read) throws IOException {
        try (var in = Unpacking.of(file, limits, read::addAndGet)) {
            return in.readAllBytes();
        }
    }

    private static SourceFile file(byte[] bytes, long size) {
        return file(new ByteArrayInputStream(bytes), size);
    }

    private static SourceFile file(InputStream in, long size) {
        return new SourceFile(
                "2023-full.csv",
                URI.create("https://files.data.gouv.fr/2023/full.csv.gz"),
                new FileFacts("2023/full.csv.gz", null, null, size),
                Packing.GZIP,
                () -> in);
    }
}
