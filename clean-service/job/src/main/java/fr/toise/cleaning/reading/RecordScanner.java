package fr.toise.cleaning.reading;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the records of comma-separated values in a stream that begins with one. With values to look for, lines that can't hold one of
 * them are only counted: looking through bytes is many times faster than taking them apart, and in a national file almost no line is
 * of the département that is asked for.
 */
final class RecordScanner {

    /** Of a record, in bytes. A longer one is not read, and a quote that does not close within it is taken for a mistake. */
    static final int LIMIT = 64 * 1024;

    private static final int BUFFER = 8 * LIMIT;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LINE_BREAKS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    interface Sink {

        /**
         * @param bytes the record from {@code start} to before {@code end}, without its line end; of one that is broken the beginning
         * @param whole false for one that is longer than {@link #LIMIT} or has a quote that does not close within it
         */
        void accept(byte[] bytes, int start, int end, boolean whole);
    }

    private final InputStream in;
    private final List<String> markers;
    private final Sink sink;
    private final byte[] buffer = new byte[BUFFER];
    /** By marker, where it was found last in what is in the buffer. */
    private final int[] found;

    private int filled;
    private boolean ended;
    private long records;

    /** @param values only records that have one of them between two commas are handed over, and those with quotes; empty: all are */
    RecordScanner(InputStream in, List<String> values, Sink sink) {
        this.in = in;
        this.markers = values.stream().map(value -> "," + value + ",").toList();
        this.sink = sink;
        this.found = new int[markers.size()];
    }

    /** @return how many records there were, handed over or not */
    long scan() throws IOException {
        int rest = 0;
        while (true) {
            fill(rest);
            if (filled == 0) {
                return records;
            }
            rest = readRecords();
            if (rest == 0 && !ended) {
                rest = passLongLine();
            }
            if (ended && rest >= filled) {
                return records;
            }
        }
    }

    private void fill(int from) throws IOException {
        filled -= from;
        System.arraycopy(buffer, from, buffer, 0, filled);
        while (!ended && filled < buffer.length) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                ended = true;
            } else {
                filled += read;
            }
        }
    }

    /** @return where the first record starts whose end is not in the buffer */
    private int readRecords() {
        // Latin-1 keeps every byte as it is, and the search in such strings is the fastest that the JDK has
        var text = new String(buffer, 0, filled, StandardCharsets.ISO_8859_1);
        int usable = ended ? filled : text.lastIndexOf('\n') + 1;
        Arrays.fill(found, -1);
        int at = 0;
        int quote = text.indexOf('"');
        while (quote >= 0 && quote < usable) {
            int start = Math.max(at, text.lastIndexOf('\n', quote) + 1);
            readPlain(text, at, start);
            int end = endOfQuoted(start);
            if (end == BEYOND) {
                return start;
            }
            boolean whole = end >= 0;
            if (!whole) {
                end = text.indexOf('\n', start);
                if (end < 0 && !ended) {
                    return start;
                }
                end = end < 0 ? filled : end;
            }
            handOver(start, end, whole);
            records++;
            at = end + 1;
            quote = text.indexOf('"', at);
        }
        if (at < usable) {
            readPlain(text, at, usable);
            at = usable;
        }
        return Math.min(at, filled);
    }

    private static final int UNCLOSED = -1;
    private static final int BEYOND = -2;

    /** Where the record that has quotes ends; UNCLOSED within the limit, or BEYOND what is in the buffer. */
    private int endOfQuoted(int start) {
        int bound = Math.min(filled, start + LIMIT + 1);
        boolean fieldStarts = true;
        boolean quoted = false;
        for (int at = start; at < bound; at++) {
            byte each = buffer[at];
            if (quoted) {
                if (each == '"') {
                    if (at + 1 < filled && buffer[at + 1] == '"') {
                        at++;
                    } else {
                        quoted = false;
                    }
                }
            } else if (each == '\n') {
                return at;
            } else if (each == '"' && fieldStarts) {
                quoted = true;
            }
            fieldStarts = each == ',' && !quoted;
        }
        if (bound == filled) {
            if (!ended) {
                return BEYOND;
            }
            return quoted ? UNCLOSED : filled;
        }
        return UNCLOSED;
    }

    /** Lines without quotes; the last may lack its line break at the end of the stream. */
    private void readPlain(String text, int from, int to) {
        int at = from;
        while (to - at > LIMIT) {
            int lineBreak = text.lastIndexOf('\n', at + LIMIT);
            if (lineBreak >= at) {
                readLines(text, at, lineBreak + 1);
                at = lineBreak + 1;
            } else {
                records++;
                sink.accept(buffer, at, at + LIMIT, false);
                int end = text.indexOf('\n', at);
                at = end < 0 ? to : end + 1;
            }
        }
        if (at < to) {
            readLines(text, at, to);
        }
    }

    private void readLines(String text, int from, int to) {
        records += lineBreaks(from, to) + (buffer[to - 1] == '\n' ? 0 : 1);
        if (markers.isEmpty()) {
            handOverAll(text, from, to);
        } else {
            handOverMarked(text, from, to);
        }
    }

    private void handOverAll(String text, int from, int to) {
        for (int start = from; start < to; ) {
            int lineBreak = text.indexOf('\n', start);
            int end = lineBreak < 0 ? to : lineBreak;
            handOver(start, end, true);
            start = end + 1;
        }
    }

    private void handOverMarked(String text, int from, int to) {
        for (int at = from; ; ) {
            int marker = nextMarker(text, at);
            if (marker >= to) {
                return;
            }
            int start = text.lastIndexOf('\n', marker) + 1;
            int lineBreak = text.indexOf('\n', marker);
            int end = lineBreak < 0 ? to : lineBreak;
            handOver(start, end, true);
            at = end;
        }
    }

    private int nextMarker(String text, int from) {
        int next = Integer.MAX_VALUE;
        for (int each = 0; each < found.length; each++) {
            if (found[each] < from) {
                int position = text.indexOf(markers.get(each), from);
                found[each] = position < 0 ? Integer.MAX_VALUE : position;
            }
            next = Math.min(next, found[each]);
        }
        return next;
    }

    private void handOver(int start, int end, boolean whole) {
        int trimmed = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        boolean fits = trimmed - start <= LIMIT;
        sink.accept(buffer, start, fits ? trimmed : start + LIMIT, whole && fits);
    }

    /** The buffer is full and holds no line break. */
    private int passLongLine() throws IOException {
        records++;
        sink.accept(buffer, 0, LIMIT, false);
        while (!ended) {
            fill(filled);
            for (int at = 0; at < filled; at++) {
                if (buffer[at] == '\n') {
                    return at + 1;
                }
            }
        }
        return filled;
    }

    private int lineBreaks(int from, int to) {
        int found = 0;
        int at = from;
        for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
            long different = (long) LONGS.get(buffer, at) ^ LINE_BREAKS;
            // the high bit of each byte that is zero
            long same = ~(((different & LOW_BITS) + LOW_BITS) | different | LOW_BITS);
            found += Long.bitCount(same);
        }
        for (; at < to; at++) {
            found += buffer[at] == '\n' ? 1 : 0;
        }
        return found;
    }
}
