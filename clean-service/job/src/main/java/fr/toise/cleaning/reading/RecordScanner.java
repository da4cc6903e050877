package fr.toise.cleaning.reading;

import java.io.IOException;
import java.io.InputStream;
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
    private static final byte LINE_BREAK = '\n';
    private static final byte QUOTE = '"';

    interface Sink {

        /**
         * @param bytes the record from {@code start} to before {@code end}, without its line end; of one that is broken the beginning
         * @param whole false for one that is longer than {@link #LIMIT} or has a quote that does not close within it
         */
        void accept(byte[] bytes, int start, int end, boolean whole);
    }

    private final InputStream in;
    private final byte[][] markers;
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
        this.markers = values.stream()
                .map(value -> ("," + value + ",").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.sink = sink;
        this.found = new int[markers.length];
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
        int usable = ended ? filled : Bytes.lastIndexOf(buffer, LINE_BREAK, 0, filled) + 1;
        Arrays.fill(found, -1);
        int at = 0;
        var plain = linesBeforeQuote(at);
        while (plain.position() < usable) {
            int start = Math.max(at, Bytes.lastIndexOf(buffer, LINE_BREAK, at, plain.position()) + 1);
            records += plain.count();
            readPlain(at, start);
            int end = endOfQuoted(start);
            if (end == BEYOND) {
                return start;
            }
            boolean whole = end >= 0;
            if (!whole) {
                end = Bytes.indexOf(buffer, LINE_BREAK, start, filled);
                if (end < 0 && !ended) {
                    return start;
                }
                end = end < 0 ? filled : end;
            }
            handOver(start, end, whole);
            records++;
            at = Math.min(end + 1, filled);
            plain = linesBeforeQuote(at);
        }
        if (at < usable) {
            records += plain.count() + (buffer[usable - 1] == LINE_BREAK ? 0 : 1);
            readPlain(at, usable);
            at = usable;
        }
        return at;
    }

    private Bytes.Counted linesBeforeQuote(int from) {
        return Bytes.count(buffer, LINE_BREAK, QUOTE, from, filled);
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

    /** Hands over lines without quotes, which are counted; the last may lack its line break at the end of the stream. */
    private void readPlain(int from, int to) {
        int at = from;
        while (to - at > LIMIT) {
            int lineBreak = Bytes.lastIndexOf(buffer, LINE_BREAK, at, at + LIMIT + 1);
            if (lineBreak >= at) {
                readLines(at, lineBreak + 1);
                at = lineBreak + 1;
            } else {
                sink.accept(buffer, at, at + LIMIT, false);
                int end = Bytes.indexOf(buffer, LINE_BREAK, at, to);
                at = end < 0 ? to : end + 1;
            }
        }
        if (at < to) {
            readLines(at, to);
        }
    }

    private void readLines(int from, int to) {
        if (markers.length == 0) {
            handOverAll(from, to);
        } else {
            handOverMarked(from, to);
        }
    }

    private void handOverAll(int from, int to) {
        for (int start = from; start < to; ) {
            int lineBreak = Bytes.indexOf(buffer, LINE_BREAK, start, to);
            int end = lineBreak < 0 ? to : lineBreak;
            handOver(start, end, true);
            start = end + 1;
        }
    }

    private void handOverMarked(int from, int to) {
        for (int at = from; ; ) {
            int marker = nextMarker(at);
            if (marker >= to) {
                return;
            }
            int start = Math.max(from, Bytes.lastIndexOf(buffer, LINE_BREAK, from, marker) + 1);
            int lineBreak = Bytes.indexOf(buffer, LINE_BREAK, marker, to);
            int end = lineBreak < 0 ? to : lineBreak;
            handOver(start, end, true);
            at = end;
        }
    }

    private int nextMarker(int from) {
        int next = Integer.MAX_VALUE;
        for (int each = 0; each < found.length; each++) {
            if (found[each] < from) {
                int position = Bytes.indexOf(buffer, markers[each], from, filled);
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
            int lineBreak = Bytes.indexOf(buffer, LINE_BREAK, 0, filled);
            if (lineBreak >= 0) {
                return lineBreak + 1;
            }
        }
        return filled;
    }
}
