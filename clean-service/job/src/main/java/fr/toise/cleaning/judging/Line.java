package fr.toise.cleaning.judging;

/**
 * One line of a landed file.
 *
 * @param file   which one of the snapshot's
 * @param bytes  the line as it stands there, UTF-8
 * @param values by ordinal of {@link Field}; null where there is none
 */
public record Line(int file, byte[] bytes, String[] values) {

    /** So many digits are a whole number that a double holds exactly, as it does the powers of ten up to there. */
    private static final int MOST_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14
    };

    public String get(Field field) {
        return values[field.ordinal()];
    }

    /** NaN where there is none, or what stands there is no number. */
    double number(Field field) {
        var text = get(field);
        if (text == null) {
            return Double.NaN;
        }
        double plain = plain(text);
        if (!Double.isNaN(plain)) {
            return plain;
        }
        if (!hasOnlyWhatNumbersHave(text)) {
            return Double.NaN;
        }
        try {
            // a decimal comma stands in some years
            double number = Double.parseDouble(text.indexOf(',') < 0 ? text : text.replace(',', '.'));
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /**
     * Of digits with a point among them or not: nearly all that there are, which the JDK takes many times as long for. NaN for any
     * other, and for those of so many digits that the quotient of two doubles may not be the one that is nearest.
     */
    private static double plain(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_DIGITS) {
            return Double.NaN;
        }
        long digits = 0;
        int point = length - 1;
        for (int at = 0; at < length; at++) {
            int digit = text.charAt(at) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (text.charAt(at) == '.' && point == length - 1 && at > 0 && at < length - 1) {
                point = at;
            } else {
                return Double.NaN;
            }
        }
        return digits / POWERS_OF_TEN[length - 1 - point];
    }

    /** Java also reads {@code 12d}, {@code 0x1p3} and {@code Infinity}, and an exception is dear where there are many of them. */
    private static boolean hasOnlyWhatNumbersHave(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean isDigit = character >= '0' && character <= '9';
            if (!isDigit && ".,-+eE".indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    /** NaN also where it is not above zero. */
    double positive(Field field) {
        double number = number(field);
        return number > 0 ? number : Double.NaN;
    }
}
