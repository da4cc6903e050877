package fr.toise.service.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.toise.objectstore.ObjectStore;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads documents that somebody else has written: where there are many, a broken one must not hide the others. */
public final class Documents {

    private static final Logger LOG = Logger.getLogger(Documents.class);

    private Documents() {}

    /** Empty for what is broken in itself. A store that can't be reached is no reason to leave anything out, and is thrown. */
    public static <T> Optional<T> unlessBroken(Supplier<Optional<T>> read) {
        try {
            return read.get();
        } catch (UncheckedIOException e) {
            if (!isBroken(e)) {
                throw e;
            }
            LOG.errorf("%s: %s. It is left out; mend the object or remove it", e.getMessage(), cause(e));
            return Optional.empty();
        }
    }

    /** Those under a prefix, in the order of their keys. */
    public static <T> List<T> all(ObjectStore store, String prefix, Class<T> type) {
        return store.list(prefix)
                .map(S3Object::key)
                .sorted()
                .flatMap(key -> unlessBroken(() -> store.read(key, type)).stream())
                .toList();
    }

    /** Whether the document is at fault, and not the way to it. */
    public static boolean isBroken(UncheckedIOException e) {
        return e.getCause() instanceof JsonProcessingException || e.getCause() instanceof NoSuchFileException;
    }

    private static String cause(UncheckedIOException e) {
        return e.getCause() instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getCause().getMessage();
    }
}
