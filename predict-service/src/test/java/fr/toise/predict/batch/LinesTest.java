package fr.toise.predict.batch;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.predict.batch.Line.Flaw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static List<Line> read(String text, int longest) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
    }

    private static List<Line> read(InputStream in, int longest) throws IOException {
        var lines = new Lines(in, longest, 1);
        var all = new ArrayList<Line>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }

    @Test
    void numbersLinesAndTakesTheirEndsOff() throws IOException {
        // When
        var lines = read("\uFEFFune\r\n\ndeux é", 100);

        // Then
        assertThat(lines).containsExactly(new Line(1, "une"), new Line(2, ""), new Line(3, "deux é"));
    }

    @Test
    void findsTheEndOfALineWhereverTheBytesAreCut() throws IOException {
        // Given
        var one = "é".repeat(5_000);
        var drop = new ByteArrayInputStream((one + "\nb\n").getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(3, length));
            }
        };

        // When
        var lines = read(drop, 20_000);

        // Then
        assertThat(lines).containsExactly(new Line(1, one), new Line(2, "b"));
    }

    @Test
    void goesOnAfterALineThatIsTooLong() throws IOException {
        // When
        var lines = read("x".repeat(100_000) + "\nshort\n" + "y".repeat(11), 10);

        // Then
        assertThat(lines).containsExactly(new Line(1, Flaw.TOO_LONG), new Line(2, "short"), new Line(3, Flaw.TOO_LONG));
    }

    @Test
    void goesOnAfterALineThatIsNotUtf8() throws IOException {
        // Given
        var latin1 = "12 avenue de l'Hôpital\nrue d'Anjou".getBytes(StandardCharsets.ISO_8859_1);

        // When
        var lines = read(new ByteArrayInputStream(latin1), 100);

        // Then
        assertThat(lines).containsExactly(new Line(1, Flaw.NOT_UTF_8), new Line(2, "rue d'Anjou"));
    }
}
