package fr.toise.cleaning.reading;

import fr.toise.contracts.event.LandedFile;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.input.BoundedInputStream;

/** A landed file, to be read from anywhere in it. */
sealed interface LandedBytes {

    long size() throws IOException;

    /** The bytes from {@code from} to before {@code to}; both lie within the file. */
    InputStream open(long from, long to) throws IOException;

    /** @param location how to reach the object store */
    static LandedBytes of(LandedFile file, S3Location location) {
        var uri = URI.create(file.uri());
        return switch (uri.getScheme()) {
            case "file" -> new LocalBytes(Path.of(uri));
            case "s3" -> new StoredBytes(location, uri.getHost(), uri.getPath().substring(1));
            default ->
                throw new IllegalArgumentException(
                        "Can't read '" + file.uri() + "'; expected s3://bucket/key or file:///path");
        };
    }

    /** Of a file on this machine. */
    record LocalBytes(Path path) implements LandedBytes {

        @Override
        public long size() throws IOException {
            return Files.size(path);
        }

        @Override
        public InputStream open(long from, long to) throws IOException {
            var channel = FileChannel.open(path);
            return BoundedInputStream.builder()
                    .setInputStream(Channels.newInputStream(channel.position(from)))
                    .setMaxCount(to - from)
                    .get();
        }
    }

    /** Of an object, asked for by range. */
    record StoredBytes(S3Location location, String bucket, String key) implements LandedBytes {

        @Override
        public long size() {
            return location.shared()
                    .headObject(request -> request.bucket(bucket).key(key))
                    .contentLength();
        }

        @Override
        public InputStream open(long from, long to) {
            if (from >= to) {
                return InputStream.nullInputStream();
            }
            return location.shared()
                    .getObject(request -> request.bucket(bucket).key(key).range("bytes=" + from + "-" + (to - 1)));
        }
    }
}
