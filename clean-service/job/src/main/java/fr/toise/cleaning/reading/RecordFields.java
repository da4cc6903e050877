package fr.toise.cleaning.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of one record of comma-separated values (RFC 4180), found without making a string of any. It is used again for the
 * next record.
 */
final class RecordFields {

    private byte[] bytes;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;
    private boolean wellFormed;

    /** Finds the fields of the record from {@code start} to before {@code end}, its line end not included. */
    RecordFields parse(byte[] bytes, int start, int end) {
        return parse(bytes, start, end, Integer.MAX_VALUE);
    }

    /** Finds so many of the fields at most. */
    RecordFields parse(byte[] bytes, int start, int end, int most) {
        this.bytes = bytes;
        this.count = 0;
        this.wellFormed = true;
        int at = start;
        while (true) {
            int fieldEnd = at < end && bytes[at] == '"' ? endOfQuoted(at, end) : endOfPlain(bytes, at, end);
            add(at, fieldEnd);
            if (fieldEnd == end || count == most) {
                return this;
            }
            at = fieldEnd + 1;
        }
    }

    private static int endOfPlain(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ',') {
            at++;
        }
        return at;
    }

    private int endOfQuoted(int start, int end) {
        int at = start + 1;
        while (at < end) {
            if (bytes[at] != '"') {
                at++;
            } else if (at + 1 < end && bytes[at + 1] == '"') {
                at += 2;
            } else {
                int fieldEnd = endOfPlain(bytes, at + 1, end);
                wellFormed &= fieldEnd == at + 1;
                return fieldEnd;
            }
        }
        wellFormed = false;
        return end;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    int count() {
        return count;
    }

    /** Whether each quote that was opened was closed, right before a comma or the end. */
    boolean wellFormed() {
        return wellFormed;
    }

    boolean isEmpty(int field) {
        int length = ends[field] - starts[field];
        return length == 0 || length == 2 && bytes[starts[field]] == '"';
    }

    /** Without its quotes; null where it is empty. */
    String text(int field) {
        int start = starts[field];
        int end = ends[field];
        if (start == end) {
            return null;
        }
        if (bytes[start] != '"') {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        var unquoted = new String(bytes, start + 1, Math.max(0, end - start - 2), StandardCharsets.UTF_8)
                .replace("\"\"", "\"");
        return unquoted.isEmpty() ? null : unquoted;
    }

    boolean is(int field, byte[] value) {
        int start = starts[field];
        int end = ends[field];
        if (end - start >= 2 && bytes[start] == '"') {
            start++;
            end--;
        }
        return Arrays.equals(bytes, start, end, value, 0, value.length);
    }

    /** The same for the same bytes, on every machine. */
    int hash(int field) {
        int hash = 0;
        for (int at = starts[field]; at < ends[field]; at++) {
            hash = 31 * hash + bytes[at];
        }
        // the remainder that is made of it would else hang on the last digits, which are zeros in prices
        return hash ^ hash >>> 16;
    }
}
