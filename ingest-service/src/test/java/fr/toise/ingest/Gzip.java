package fr.toise.ingest;

import fr.toise.samplesales.SampleSales;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Packed files for tests. */
public final class Gzip {

    private Gzip() {}

    public static byte[] of(byte[] bytes) {
        try {
            var packed = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(packed)) {
                out.write(bytes);
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] sales(int year, int sales) {
        return of(csv(year, sales));
    }

    public static byte[] csv(int year, int sales) {
        try (var in = SampleSales.year(year, sales, 1).open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
