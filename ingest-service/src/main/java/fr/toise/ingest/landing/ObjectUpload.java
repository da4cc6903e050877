package fr.toise.ingest.landing;

import fr.toise.objectstore.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object written as a stream of unknown length, of which one part is in memory. It is there once it is completed, or not at all. */
final class ObjectUpload extends OutputStream {

    private static final Logger LOG = Logger.getLogger(ObjectUpload.class);
    private static final String TYPE = "text/csv; charset=utf-8";

    private final ObjectStore store;
    private final String key;
    private final byte[] part;
    private final List<CompletedPart> sent = new ArrayList<>();
    private int filled;
    private String uploadId;
    private boolean completed;

    /** @param partSize bytes; S3 takes no parts of less than 5 MiB but the last */
    ObjectUpload(ObjectStore store, String key, int partSize) {
        this.store = store;
        this.key = key;
        this.part = new byte[partSize];
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int written = 0; written < length; ) {
            if (filled == part.length) {
                sendPart();
            }
            int count = Math.min(length - written, part.length - filled);
            System.arraycopy(bytes, offset + written, part, filled, count);
            filled += count;
            written += count;
        }
    }

    private void sendPart() {
        if (uploadId == null) {
            uploadId = store.s3()
                    .createMultipartUpload(
                            request -> request.bucket(store.bucket()).key(key).contentType(TYPE))
                    .uploadId();
        }
        int number = sent.size() + 1;
        var eTag = store.s3()
                .uploadPart(
                        request -> request.bucket(store.bucket())
                                .key(key)
                                .uploadId(uploadId)
                                .partNumber(number),
                        body())
                .eTag();
        sent.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
        filled = 0;
    }

    private RequestBody body() {
        return RequestBody.fromInputStream(new ByteArrayInputStream(part, 0, filled), filled);
    }

    void complete() {
        if (uploadId == null) {
            store.s3()
                    .putObject(
                            request -> request.bucket(store.bucket()).key(key).contentType(TYPE), body());
        } else {
            sendPart();
            store.s3().completeMultipartUpload(request -> request.bucket(store.bucket())
                    .key(key)
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(sent)));
        }
        completed = true;
    }

    @Override
    public void close() {
        if (completed || uploadId == null) {
            return;
        }
        try {
            store.s3()
                    .abortMultipartUpload(
                            request -> request.bucket(store.bucket()).key(key).uploadId(uploadId));
        } catch (SdkException e) {
            LOG.warnf(e, "Failed to drop the unfinished upload of %s; the next look does it", store.uri(key));
        }
    }
}
