package fr.toise.samplesales;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;

/** Lines as bytes, one line at a time. */
final class LineInputStream extends InputStream {

    private final Iterator<String> lines;
    private byte[] line = {};
    private int next;

    LineInputStream(Iterator<String> lines) {
        this.lines = lines;
    }

    @Override
    public int read() {
        return ended() ? -1 : line[next++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        int read = 0;
        while (read < length && !ended()) {
            int count = Math.min(length - read, line.length - next);
            System.arraycopy(line, next, buffer, offset + read, count);
            next += count;
            read += count;
        }
        return read == 0 ? -1 : read;
    }

    private boolean ended() {
        while (next == line.length && lines.hasNext()) {
            line = (lines.next() + "\n").getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        return next == line.length;
    }
}
