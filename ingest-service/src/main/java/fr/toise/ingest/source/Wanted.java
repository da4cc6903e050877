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

    /** From the first to the last, both taken. */
    public record Years(int first, int last) {

        private static final Pattern FORM = Pattern.compile("(\\d{4})(?:\\s*-\\s*(\\d{4}))?");

        public Years {
            if (first > last) {
                throw new IllegalArgumentException(
                        "The years are " + first + "-" + last + ": expected the earlier one first");
            }
        }

        /** {@code 2018-2025}, or {@code 2023}. */
        public static Years parse(String text) {
            var matcher = FORM.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException(
                        "The years are '" + text + "': expected one year or two, such as 2023 or 2018-2025");
            }
            int first = Integer.parseInt(matcher.group(1));
            return new Years(first, matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2)));
        }

        public boolean contains(int year) {
            return first <= year && year <= last;
        }

        @Override
        public String toString() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }
}
