package fr.toise.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * An object is there when it is whole, and then it stays. S3Proxy writes beside the object, under its key and a UUID, and lists that as it
 * lists objects; what was killed while it wrote would stay for ever.
 */
final class WholeObjects extends ForwardingBlobStore {

    private static final Pattern HALF_WRITTEN = Pattern.compile(".+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path buckets;

    /** @param buckets the folder of the files, one folder a bucket; nobody writes there yet */
    WholeObjects(BlobStore files, Path buckets) {
        super(files);
        this.buckets = buckets;
        sweep();
    }

    private void sweep() {
        try (var files = Files.find(buckets, Integer.MAX_VALUE, (file, its) -> its.isRegularFile())) {
            for (var file : files.toList()) {
                if (isHalfWritten(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look for half-written objects in " + buckets, e);
        }
    }

    private static boolean isHalfWritten(String name) {
        return HALF_WRITTEN.matcher(name).matches();
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        var listed = super.list(request);
        var whole = listed.contents().stream()
                .filter(found -> !isHalfWritten(found.key()))
                .toList();
        return listed.toBuilder().contents(whole).build();
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
        var response = super.putBlob(request, content);
        force(request.bucket(), request.key());
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        var response = super.completeMultipartUpload(upload, request);
        force(request.bucket(), request.key());
        return response;
    }

    /** What a writer was told is written outlasts a power cut. */
    private void force(String bucket, String key) {
        var file = buckets.resolve(bucket).resolve(key);
        if (!Files.isRegularFile(file)) {
            // replaced or deleted by the next one, or a key that stands for a folder
            return;
        }
        try (var its = FileChannel.open(file, StandardOpenOption.READ);
                var folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            its.force(true);
            folder.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write " + bucket + "/" + key + " to the disk", e);
        }
    }
}
