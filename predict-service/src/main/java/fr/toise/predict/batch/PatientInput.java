package fr.toise.predict.batch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A body that is waited for no longer than so, all in all: who sends a byte now and then would hold a place for ever. */
final class PatientInput extends FilterInputStream {

    private final Duration patience;
    private final LongSupplier nanos;
    private long waited;

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
        return read;
    }
}
