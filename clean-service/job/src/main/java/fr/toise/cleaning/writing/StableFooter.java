package fr.toise.cleaning.writing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Util;

/**
 * The library lists the encodings of each column in the order of a hash that is another one in each process. Sorted, the same sales are
 * the same file, to the byte, wherever they are written.
 */
final class StableFooter {

    /** Of the footer, and "PAR1". */
    private static final int TRAILER = 8;

    private StableFooter() {}

    static void sort(Path file) throws IOException {
        try (var parquet = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var trailer = read(parquet, parquet.size() - TRAILER, TRAILER);
            int length = trailer.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
            long start = parquet.size() - TRAILER - length;
            var footer = sorted(read(parquet, start, length).array());
            parquet.truncate(start);
            trailer.putInt(0, footer.length);
            parquet.position(start);
            parquet.write(new ByteBuffer[] {ByteBuffer.wrap(footer), trailer});
        }
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private static byte[] sorted(byte[] footer) throws IOException {
        var metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
        metadata.getRow_groups().forEach(group -> group.getColumns().forEach(column -> sort(column.getMeta_data())));
        return written(metadata);
    }

    private static void sort(ColumnMetaData column) {
        column.getEncodings().sort(Comparator.naturalOrder());
        if (column.isSetEncoding_stats()) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing(PageEncodingStats::getPage_type)
                            .thenComparing(PageEncodingStats::getEncoding));
        }
    }

    private static byte[] written(FileMetaData metadata) throws IOException {
        var bytes = new ByteArrayOutputStream();
        Util.writeFileMetaData(metadata, bytes);
        return bytes.toByteArray();
    }
}
