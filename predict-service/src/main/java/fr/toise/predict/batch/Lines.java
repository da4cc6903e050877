package fr.toise.predict.batch;

import fr.toise.predict.batch.Line.Flaw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 out of a stream, none longer than a limit, whatever is sent. */
final class Lines {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[8_192];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private int at;
    private int end;
    private long number;
    private final long first;

    /** @param first number of the first line */
    Lines(InputStream in, int longest, long first) {
        this.in = in;
        this.longest = longest;
        this.number = first;
        this.first = first;
    }

    /** Waits for a line; null after the last one. */
    Line next() throws IOException {
        line.reset();
        boolean any = false;
        boolean tooLong = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            tooLong |= line.size() + at - from > longest;
            if (!tooLong) {
                line.write(buffer, from, at - from);
            }
            if (at < end) {
                at++;
                return line(tooLong);
            }
        }
        return any ? line(tooLong) : null;
    }

    private Line line(boolean tooLong) {
        long its = number++;
        if (tooLong) {
            return new Line(its, Flaw.TOO_LONG);
        }
        try {
            return new Line(its, text(its));
        } catch (CharacterCodingException e) {
            // with what can't be read replaced, an address would be another one
            return new Line(its, Flaw.NOT_UTF_8);
        }
    }

    private String text(long its) throws CharacterCodingException {
        var text =
                decoder.decode(ByteBuffer.wrap(line.toByteArray())).toString().stripTrailing();
        boolean marked = its == first && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return marked ? text.substring(1) : text;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** Whether some of what comes next is here already. */
    boolean isMoreHere() throws IOException {
        return at < end || in.available() > 0;
    }
}
