package fr.toise.valuation.sales;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.FieldMatchingStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/** Sales as parquet files on this machine. */
public final class SalesFiles {

    private SalesFiles() {}

    /** Every {@code .parquet} file of a folder. */
    public static List<Sale> readFolder(Path folder) {
        try (var files = Files.list(folder)) {
            var sales = new ArrayList<Sale>();
            for (var file : files.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList()) {
                sales.addAll(read(file));
            }
            return sales;
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to list " + folder, e);
        }
    }

    public static List<Sale> read(Path file) {
        try {
            return new CarpetReader<>(file.toFile(), Sale.class)
                    .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read sales from " + file, e);
        }
    }

    public static void write(Path file, List<Sale> sales) {
        try (var writer = new CarpetWriter.Builder<>(new LocalOutputFile(file), Sale.class)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            writer.write(sales);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write sales to " + file, e);
        }
    }
}
