package fr.toise.train.job;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.io.LocalOutputFile;

/** Sales as cleaning leaves them. */
public final class ParquetSales {

    private ParquetSales() {}

    public static void write(Path file, List<Sale> sales) {
        write(file, Sale.class, sales);
    }

    /** With other columns than a sale has. */
    static <T> void write(Path file, Class<T> row, List<T> sales) {
        try (var writer = new CarpetWriter.Builder<>(new LocalOutputFile(file), row)
                .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
                .build()) {
            writer.write(sales);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write sales to " + file, e);
        }
    }
}
