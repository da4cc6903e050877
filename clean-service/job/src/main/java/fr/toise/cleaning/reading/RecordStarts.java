package fr.toise.cleaning.reading;

import java.io.IOException;

/**
 * Where a file may be cut. A line break is the end of a record unless it lies within quotes; those close within
 * {@link RecordScanner#LIMIT}, so one with no quote that far before it is.
 */
final class RecordStarts {

    private static final int WINDOW = 4 * RecordScanner.LIMIT;

    private RecordStarts() {}

    /** The first place from {@code offset} on where a record starts for certain; the size of the file where there is none. */
    static long from(LandedBytes file, long offset, long size) throws IOException {
        long at = Math.max(0, offset - RecordScanner.LIMIT - 1);
        long latestQuote = at - 1;
        while (at < size) {
            byte[] window;
            try (var in = file.open(at, Math.min(size, at + WINDOW))) {
                window = in.readNBytes(WINDOW);
            }
            if (window.length == 0) {
                break;
            }
            for (byte each : window) {
                if (each == '"') {
                    latestQuote = at;
                } else if (each == '\n' && at >= offset && at - latestQuote > RecordScanner.LIMIT) {
                    return at + 1;
                }
                at++;
            }
        }
        return size;
    }
}
