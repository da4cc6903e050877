package fr.toise.localstack;

import com.google.common.util.concurrent.Striped;
import java.io.InputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Makes If-Match what it is on S3. S3Proxy compares the ETag and then writes, and of writers that compare at the same
 * time all would win: here the comparison is made once more, with no other write to that object under way.
 */
final class AtomicIfMatch extends ForwardingBlobStore {

    private final Striped<ReadWriteLock> locks = Striped.readWriteLock(64);

    AtomicIfMatch(BlobStore files) {
        super(files);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        if (request.ifMatch() == null) {
            return locked(shared(request.bucket(), request.key()), () -> super.putBlob(request, content));
        }
        return locked(alone(request.bucket(), request.key()), () -> {
            compare(request.bucket(), request.key(), request.ifMatch());
            return super.putBlob(request, content);
        });
    }

    private void compare(String bucket, String key, String eTag) {
        var found = blobMetadataIfPresent(bucket, key);
        if (found == null) {
            throw S3Exceptions.noSuchKey(bucket, key, "There is no such object to replace");
        }
        if (!unquoted(eTag).equals("*") && !unquoted(eTag).equals(unquoted(found.eTag()))) {
            throw S3Exceptions.preconditionFailed(null);
        }
    }

    private static String unquoted(String eTag) {
        return eTag.replace("\"", "");
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        return locked(shared(request.bucket(), request.key()), () -> super.completeMultipartUpload(upload, request));
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        return locked(shared(request.destinationBucket(), request.destinationKey()), () -> super.copyBlob(request));
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        return locked(shared(request.bucket(), request.key()), () -> super.removeBlob(request));
    }

    private Lock shared(String bucket, String key) {
        return locks.get(bucket + "/" + key).readLock();
    }

    private Lock alone(String bucket, String key) {
        return locks.get(bucket + "/" + key).writeLock();
    }

    private static <T> T locked(Lock lock, Supplier<T> write) {
        lock.lock();
        try {
            return write.get();
        } finally {
            lock.unlock();
        }
    }
}
