package fr.toise.objectstore;

import fr.toise.contracts.store.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;

/** An output in the making: objects first, the manifest last, and what is closed without a commit is removed again. */
public final class Publication implements AutoCloseable {

    private final ObjectStore store;
    private final String prefix;
    private final List<Manifest.Entry> entries = new ArrayList<>();
    private boolean committed;

    Publication(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    public void add(String name, Path file) {
        store.s3().putObject(request -> request.bucket(store.bucket()).key(prefix + name), RequestBody.fromFile(file));
        try (var in = Files.newInputStream(file)) {
            entries.add(entry(name, in));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to hash " + file, e);
        }
    }

    public void add(String name, Object document) {
        try (var written = new ByteArrayInputStream(store.write(prefix + name, document))) {
            entries.add(entry(name, written));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to hash " + store.uri(prefix + name), e);
        }
    }

    /** Lists an object that was hashed while it was written. */
    public void addHashed(Manifest.Entry entry) {
        entries.add(entry);
    }

    private static Manifest.Entry entry(String name, InputStream in) throws IOException {
        var digested = Digested.writingTo(OutputStream.nullOutputStream());
        in.transferTo(digested);
        return new Manifest.Entry(name, digested.bytes(), digested.sha256());
    }

    public Manifest commit(String id, List<String> inputs, String codeVersion) {
        var manifest = new Manifest(id, inputs, codeVersion, Instant.now(), entries);
        store.write(prefix + Manifest.NAME, manifest);
        committed = true;
        return manifest;
    }

    @Override
    public void close() {
        // another attempt at the same output may have finished it meanwhile: then it is not ours to remove
        if (!committed && !store.hasManifest(prefix)) {
            store.list(prefix).forEach(object -> store.delete(object.key()));
        }
    }
}
