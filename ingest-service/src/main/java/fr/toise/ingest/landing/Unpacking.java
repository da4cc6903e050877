package fr.toise.ingest.landing;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.SourceFile;
import fr.toise.ingest.source.SourceFile.Packing;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The CSV in a file, which is not read any further than the limits allow. */
final class Unpacking extends FilterInputStream {

    /** A bomb is told from a small file of much repetition by what it comes to. */
    private static final long EXPANSION_COUNTS_FROM = 1 << 20;

    private final SourceFile file;
    private final Limits limits;
    private final Packed packed;
    private long unpacked;

    /** @param onPacked told how many more bytes were read from the source */
    static InputStream of(SourceFile file, Limits limits, LongConsumer onPacked) throws IOException {
        checkPackedSize(file, file.facts().size(), limits);
        var packed = new Packed(file, limits, onPacked);
        try {
            return new Unpacking(file, limits, packed);
        } catch (IOException e) {
            packed.close();
            throw broken(file, packed, e);
        }
    }

    private Unpacking(SourceFile file, Limits limits, Packed packed) throws IOException {
        super(unpack(file.packing(), packed));
        this.file = file;
        this.limits = limits;
        this.packed = packed;
    }

    private static InputStream unpack(Packing packing, InputStream packed) throws IOException {
        return switch (packing) {
            // not the JDK's, which stops in silence between two members when the network is slow
            case GZIP ->
                GzipCompressorInputStream.builder()
                        .setInputStream(new BufferedInputStream(packed, 1 << 16))
                        .setDecompressConcatenated(true)
                        .get();
            case NONE -> packed;
        };
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (IOException e) {
            throw broken(file, packed, e);
        }
        if (count > 0) {
            unpacked += count;
            checkUnpacked();
        }
        return count;
    }

    private void checkUnpacked() throws SourceException {
        if (unpacked > limits.unpacked()) {
            throw new SourceException(
                    Reason.TOO_LARGE,
                    file.uri() + " unpacks to more than " + limits.unpacked()
                            + " bytes; if that is right, raise toise.ingestion.limits.unpacked-size");
        }
        if (unpacked > EXPANSION_COUNTS_FROM && unpacked > packed.bytes * limits.expansion()) {
            throw new SourceException(
                    Reason.TOO_LARGE,
                    file.uri() + " unpacks to more than " + limits.expansion() + " times its size (" + unpacked
                            + " bytes of " + packed.bytes
                            + "); if that is right, raise toise.ingestion.limits.expansion");
        }
    }

    private static IOException broken(SourceFile file, Packed packed, IOException e) {
        if (packed.failure != null) {
            return packed.failure;
        }
        // all that an EOFException says is its name
        var reason = e.getMessage() == null ? "it ends too early" : e.getMessage();
        return new SourceException(
                Reason.CORRUPT, file.uri() + " is not a whole gzip file (" + reason + "); nothing of it was kept", e);
    }

    private static void checkPackedSize(SourceFile file, long size, Limits limits) throws SourceException {
        if (size > limits.packed()) {
            throw new SourceException(
                    Reason.TOO_LARGE,
                    file.uri() + " is larger than " + limits.packed()
                            + " bytes; if that is right, raise toise.ingestion.limits.packed-size");
        }
    }

    private static final class Packed extends FilterInputStream {

        private final SourceFile file;
        private final Limits limits;
        private final LongConsumer listener;
        private long bytes;
        /** Tells what the source could not give from what could not be unpacked. */
        private IOException failure;

        Packed(SourceFile file, Limits limits, LongConsumer listener) throws IOException {
            super(file.content().open());
            this.file = file;
            this.limits = limits;
            this.listener = listener;
        }

        /** Not the source's answer: a pipe fails to give one. */
        @Override
        public int available() {
            return 0;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = in.read(buffer, offset, length);
                if (count > 0) {
                    bytes += count;
                    checkPackedSize(file, bytes, limits);
                    listener.accept(count);
                }
                return count;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }
    }
}
