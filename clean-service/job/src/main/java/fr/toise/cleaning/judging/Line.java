package fr.toise.cleaning.judging;

/**
 * One line of a landed file.
 *
 * @param file   which one of the snapshot's
 * @param bytes  the line as it stands there, UTF-8
 * @param values by ordinal of {@link Field}; null where there is none
 */
public record Line(int file, byte[] bytes, String[] values) {

    public String get(Field field) {
        return values[field.ordinal()];
    }

    /** NaN where there is none, or what stands there is no number. */
    double number(Field field) {
        var text = get(field);
        if (text == null || !hasOnlyWhatNumbersHave(text)) {
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
