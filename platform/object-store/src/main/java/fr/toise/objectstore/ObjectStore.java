package fr.toise.objectstore;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.contracts.store.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One bucket. Keys are spelled by {@link fr.toise.contracts.store.ObjectLayout}. */
public final class ObjectStore {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Of an object whose file has lost the attributes that the local object store keeps it in. */
    private static final String NO_E_TAG = "";

    private final S3Client s3;
    private final String bucket;

    public ObjectStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** The mapper that every document in the store is written with. */
    public static ObjectMapper json() {
        return JSON;
    }

    public String bucket() {
        return bucket;
    }

    public S3Client s3() {
        return s3;
    }

    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }

    public void createBucketIfMissing() {
        try {
            s3.headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException missing) {
            try {
                s3.createBucket(request -> request.bucket(bucket));
            } catch (BucketAlreadyOwnedByYouException madeByAnother) {
                // two services started at once, and the bucket is there
            }
        }
    }

    public <T> Optional<T> read(String key, Class<T> type) {
        return readVersioned(key, type).map(Versioned::value);
    }

    /** A document and the ETag that it was read with, for {@link #replace}; empty where the store gave none. */
    public record Versioned<T>(T value, String eTag) {}

    public <T> Optional<Versioned<T>> readVersioned(String key, Class<T> type) {
        try (var in = open(key)) {
            return Optional.of(new Versioned<>(
                    JSON.readValue(in, type),
                    Objects.requireNonNullElse(in.response().eTag(), NO_E_TAG)));
        } catch (NoSuchKeyException | NoSuchBucketException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read " + uri(key) + " as " + type.getSimpleName(), e);
        }
    }

    /** @throws NoSuchKeyException when there is no such object */
    public ResponseInputStream<GetObjectResponse> open(String key) {
        return s3.getObject(request -> request.bucket(bucket).key(key));
    }

    /** @return what was written */
    public byte[] write(String key, Object document) {
        var bytes = bytes(key, document);
        s3.putObject(
                request -> request.bucket(bucket).key(key).contentType("application/json"),
                RequestBody.fromBytes(bytes));
        return bytes;
    }

    /**
     * Writes a document only if nobody has changed it since it was read.
     *
     * @param eTag what {@link #readVersioned} gave; null when there must be no such object yet
     * @return false when somebody was faster, and nothing was written
     * @throws IllegalStateException when the store gave no ETag, so nobody can say whether somebody was
     */
    public boolean replace(String key, Object document, String eTag) {
        if (NO_E_TAG.equals(eTag)) {
            throw new IllegalStateException(
                    "The object store gives no ETag of " + uri(key)
                            + ", so it can't be changed safely. Was its folder copied without extended attributes? cp -a keeps them");
        }
        var bytes = bytes(key, document);
        try {
            s3.putObject(
                    request -> {
                        request.bucket(bucket).key(key).contentType("application/json");
                        if (eTag == null) {
                            request.ifNoneMatch("*");
                        } else {
                            request.ifMatch(eTag);
                        }
                    },
                    RequestBody.fromBytes(bytes));
            return true;
        } catch (S3Exception e) {
            // 409 where two conditional writes meet, 404 where the object went away in between
            if (e.statusCode() == 412 || e.statusCode() == 409 || (eTag != null && e.statusCode() == 404)) {
                return holds(key, bytes);
            }
            throw e;
        }
    }

    /** A write whose answer was lost is sent again, and then refused because of itself. */
    private boolean holds(String key, byte[] bytes) {
        try (var in = open(key)) {
            return Arrays.equals(in.readAllBytes(), bytes);
        } catch (NoSuchKeyException missing) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read back " + uri(key), e);
        }
    }

    private byte[] bytes(String key, Object document) {
        try {
            return JSON.writeValueAsBytes(document);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write " + uri(key), e);
        }
    }

    public void delete(String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }

    /** Every object under a prefix. */
    public Stream<S3Object> list(String prefix) {
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream();
    }

    /** The names one level below a prefix that is empty or ends with a slash, without the slash. */
    public List<String> folders(String prefix) {
        return s3
                .listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(found -> found.substring(prefix.length(), found.length() - 1))
                .toList();
    }

    /** The manifest under a prefix; empty when there is no whole output there. */
    public Optional<Manifest> manifest(String prefix) {
        return read(prefix + Manifest.NAME, Manifest.class);
    }

    /** Whether there is a manifest under a prefix, be it one that can't be read. */
    public boolean hasManifest(String prefix) {
        var key = prefix + Manifest.NAME;
        return list(key).anyMatch(object -> object.key().equals(key));
    }

    /** The objects that the manifest under a prefix lists and that are not there, or not of their size. To know of their bytes they would have to be read. */
    public List<String> missing(String prefix, Manifest manifest) {
        var sizes = list(prefix).collect(Collectors.toMap(S3Object::key, S3Object::size));
        return manifest.objects().stream()
                .filter(entry -> !Long.valueOf(entry.bytes()).equals(sizes.get(prefix + entry.name())))
                .map(Manifest.Entry::name)
                .toList();
    }

    /** Starts an output under a prefix; it does not exist before {@link Publication#commit}. */
    public Publication publish(String prefix) {
        return new Publication(this, prefix);
    }

    /**
     * Copies what a manifest lists into a folder, checking every checksum.
     *
     * @throws CorruptObjectException when an object is not what the manifest says
     */
    public void download(String prefix, Manifest manifest, Path folder) {
        for (var entry : manifest.objects()) {
            var file = folder.resolve(entry.name()).normalize();
            if (!file.startsWith(folder)) {
                throw new CorruptObjectException(uri(prefix + entry.name()), "a name inside the prefix", entry.name());
            }
            try {
                Files.createDirectories(file.getParent());
                try (InputStream in = open(prefix + entry.name());
                        var out = Digested.writingTo(Files.newOutputStream(file))) {
                    in.transferTo(out);
                    out.flush();
                    var found = out.sha256();
                    if (!found.equals(entry.sha256())) {
                        throw new CorruptObjectException(uri(prefix + entry.name()), entry.sha256(), found);
                    }
                }
            } catch (NoSuchKeyException missing) {
                throw new CorruptObjectException(uri(prefix + entry.name()), entry.sha256(), "no such object");
            } catch (IOException e) {
                throw new UncheckedIOException("Failed to download " + uri(prefix + entry.name()), e);
            }
        }
    }
}
