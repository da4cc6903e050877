package fr.toise.cleaning.writing;

import fr.toise.cleaning.judging.Candidate;
import fr.toise.objectstore.Digested;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One object of sales, put into the store whole or not at all. Until a manifest names it, it is not there for anybody, so nothing has to
 * be moved or completed later; a task that is done again puts the same bytes under the same name.
 *
 * @param name   its key relative to the dataset version
 * @param sha256 in hex
 */
public record SalesFile(String name, long bytes, String sha256) implements Serializable {

    /**
     * @param bucket where to
     * @param prefix of the dataset version
     */
    public static SalesFile write(List<Candidate> sales, S3Client s3, String bucket, String prefix, String name) {
        try {
            var file = Files.createTempFile("toise-sales", ".parquet");
            try {
                write(sales, file);
                s3.putObject(request -> request.bucket(bucket).key(prefix + name), RequestBody.fromFile(file));
                return described(file, name);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write " + name, e);
        }
    }

    static void write(List<Candidate> sales, Path file) throws IOException {
        try (var parquet = new Builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                // hardly a value stands there twice
                .withDictionaryEncoding("sale_id", false)
                .withDictionaryEncoding("longitude", false)
                .withDictionaryEncoding("latitude", false)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
            for (var sale : sales) {
                parquet.write(sale);
            }
        }
        StableFooter.sort(file);
    }

    private static SalesFile described(Path file, String name) throws IOException {
        var digested = Digested.writingTo(OutputStream.nullOutputStream());
        Files.copy(file, digested);
        return new SalesFile(name, digested.bytes(), digested.sha256());
    }

    private static final class Builder extends ParquetWriter.Builder<Candidate, Builder> {

        private Builder(OutputFile file) {
            super(file);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<Candidate> getWriteSupport(org.apache.hadoop.conf.Configuration configuration) {
            return new SalesColumns();
        }

        @Override
        protected WriteSupport<Candidate> getWriteSupport(ParquetConfiguration configuration) {
            return new SalesColumns();
        }
    }
}
