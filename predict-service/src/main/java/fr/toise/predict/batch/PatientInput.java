package fr.toise.predict.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that is waited for no longer than so for each of its 64 KiB: who sends a byte now and then would hold a place for ever. */
final class PatientInput extends FilterInputStream {

    private static final int BYTES_THAT_RENEW_IT = 64 * 1024;

    private final Duration patience;
    private final LongSupplier nanos;
    private long waited;
    private int came;

    PatientInput(InputStream in, Duration patience, LongSupplier nanos) {
        super(in);
        this.patience = patience;
        this.nanos = nanos;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        long begun = nanos.getAsLong();
        int read = super.read(into, from, length);
        waited += nanos.getAsLong() - begun;
        if (read > 0 && waited > patience.toNanos()) {
            throw new IOException("The sender of a batch was waited for for more than " + patience);
        }
        came += Math.max(0, read);
        if (came >= BYTES_THAT_RENEW_IT) {
            came = 0;
            waited = 0;
        }
        return read;
    }
}
