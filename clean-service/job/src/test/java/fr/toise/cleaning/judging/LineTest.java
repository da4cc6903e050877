package fr.toise.cleaning.judging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTest {

    @Test
    void readsTheNumbersThatJavaReads() {
        var random = new Random(1);
        for (int round = 0; round < 50_000; round++) {
            // Given
            var digits = random.ints(1 + random.nextInt(17), 0, 10)
                    .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append);
            int point = random.nextInt(digits.length() + 1);
            var text = random.nextInt(4) == 0
                    ? digits.toString()
                    : digits.insert(point, '.').toString();

            // Then
            assertThat(number(text)).as(text).isEqualTo(read(text));
        }
    }

    private static double read(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 400000",
                ".",
                "..",
                "1.2.3",
                "1..2",
                "12d",
                "0x1p3",
                "Infinity",
                "NaN",
                "1 000",
                "one",
                "-",
                "1e400",
                "٣"
            })
    void isNoNumber(String text) {
        assertThat(number(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"43,8", "43.8", "+43.8", "4.38e1", "043.80", "43.800000000000000"})
    void isTheSameNumber(String text) {
        assertThat(number(text)).isEqualTo(43.8);
    }

    private static double number(String text) {
        return OfficialLine.flat().with(Field.SURFACE_REELLE_BATI, text).line().number(Field.SURFACE_REELLE_BATI);
    }
}
