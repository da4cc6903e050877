package fr.toise.predict.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Documents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Documents of a bucket, fetched once for as long as they stay as they are, and listed once a second at most: however many people look,
 * the store is asked little.
 */
final class StoredDocuments {

    /** Of the documents as they lie in the store. */
    private static final long MOST_BYTES = 4_000_000;

    private static final int MOST_LISTS = 100;

    private record Version(String key, String eTag, Class<?> type) {}

    private record Document(long bytes, Optional<?> value) {}

    private final ObjectStore store;
    private final Cache<String, List<S3Object>> lists = Caffeine.newBuilder()
            .maximumSize(MOST_LISTS)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();
    private final Cache<Version, Document> documents = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Version version, Document document) -> (int) Math.min(document.bytes(), Integer.MAX_VALUE))
            .build();

    StoredDocuments(ObjectStore store) {
        this.store = store;
    }

    List<S3Object> list(String prefix) {
        return lists.get(prefix, this::fetchList);
    }

    private List<S3Object> fetchList(String prefix) {
        try {
            return store.list(prefix).toList();
        } catch (NoSuchBucketException notYet) {
            // whoever writes it makes it
            return List.of();
        }
    }

    /** Empty for what is gone meanwhile or broken in itself: it must not hide the others. */
    <T> Optional<T> read(S3Object object, Class<T> type) {
        return documents
                .get(new Version(object.key(), object.eTag(), type), missing -> fetch(object, type))
                .value()
                .map(type::cast);
    }

    private <T> Document fetch(S3Object object, Class<T> type) {
        return new Document(object.size(), Documents.unlessBroken(() -> store.read(object.key(), type)));
    }

    /** As it lies in the store. Whole: whoever asks with HEAD never reads a stream to its end, and its connection would stay taken. */
    byte[] bytes(String key) {
        try (var in = store.open(key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read " + store.uri(key), e);
        }
    }
}
