package fr.toise.cleaning.reading;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Lines of one file, as they stand there, one after the other behind their lengths: Spark moves few large things about much faster
 * than many small ones.
 */
public record LineBatch(int file, byte[] bytes) implements Serializable {

    interface Visitor {
        void accept(int start, int end);
    }

    void forEach(Visitor visitor) {
        var lengths = ByteBuffer.wrap(bytes);
        while (lengths.hasRemaining()) {
            int length = lengths.getInt();
            int start = lengths.position();
            visitor.accept(start, start + length);
            lengths.position(start + length);
        }
    }

    static final class Writer {

        private final int file;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer(int file) {
            this.file = file;
        }

        void add(byte[] line, int start, int end) {
            int length = end - start;
            bytes.write(length >>> 24);
            bytes.write(length >>> 16);
            bytes.write(length >>> 8);
            bytes.write(length);
            bytes.write(line, start, length);
        }

        LineBatch batch() {
            return new LineBatch(file, bytes.toByteArray());
        }
    }
}
