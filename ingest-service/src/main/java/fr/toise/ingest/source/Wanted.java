package fr.toise.ingest.source;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which part of a source to take.
 *
 * @param departments two digits, 2A, 2B or three digits overseas; empty for the whole country
 */
public record Wanted(Years years, Set<String> departments) {

    private static final Pattern DEPARTMENT = Pattern.compile("\\d{2}|2[AB]|97\\d");

    public Wanted {
        departments = Collections.unmodifiableSet(new TreeSet<>(departments));
        for (var department : departments) {
            if (!DEPARTMENT.matcher(department).matches()) {
                throw new IllegalArgumentException(
                        "A département is '" + department + "': expected its number, such as 75, 01, 2A or 971");
            }
        }
    }

    /** From the first to the last, both taken; where no last one is named, however late. */
    public record Years(int first, int last) {

        private static final Pattern FORM = Pattern.compile("(\\d{4})(\\s*-\\s*(\\d{4})?)?");
        private static final int OPEN = 9999;

        public Years {
            if (first > last) {
                throw new IllegalArgumentException(
                        "The years are " + first + "-" + last + ": expected the earlier one first");
            }
        }

        /** {@code 2018-2025}, {@code 2018-} or {@code 2023}. */
        public static Years parse(String text) {
            var matcher = FORM.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("The years are '" + text
                        + "': expected one year, two, or a first one, such as 2023, 2018-2025 or 2018-");
            }
            int first = Integer.parseInt(matcher.group(1));
            if (matcher.group(2) == null) {
                return new Years(first, first);
            }
            return new Years(first, matcher.group(3) == null ? OPEN : Integer.parseInt(matcher.group(3)));
        }

        public boolean isOpen() {
            return last == OPEN;
        }

        public boolean contains(int year) {
            return first <= year && year <= last;
        }

        @Override
        public String toString() {
            if (isOpen()) {
                return first + " and later";
            }
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }
}
