package fr.toise.objectstore;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts and hashes what is written through it. */
public final class Digested extends FilterOutputStream {

    private final MessageDigest digest;
    private long bytes;

    private Digested(OutputStream out, MessageDigest digest) {
        super(out);
        this.digest = digest;
    }

    public static Digested writingTo(OutputStream out) {
        try {
            return new Digested(out, MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        digest.update((byte) b);
        bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        out.write(buffer, offset, length);
        digest.update(buffer, offset, length);
        bytes += length;
    }

    public long bytes() {
        return bytes;
    }

    /** In hex, of everything written. Ends the hashing: ask once. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
