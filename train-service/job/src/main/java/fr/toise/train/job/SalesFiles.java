package fr.toise.train.job;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

    private static final String FLAT = "FLAT";

    /** What a sale is of; null in files that hold nothing but flats. */
    private record Kind(String type) {}

    /** The flats: a dataset can hold houses as well. */
    public static List<Sale> read(Path file) {
        try {
            var kinds = new CarpetReader<>(file.toFile(), Kind.class)
                    .withFailOnMissingColumn(false)
                    .toList();
            var sales = new CarpetReader<>(file.toFile(), Sale.class)
                    .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
                    .toList();
            return IntStream.range(0, sales.size())
                    .filter(row -> kinds.get(row).type() == null
                            || kinds.get(row).type().equals(FLAT))
                    .mapToObj(sales::get)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read sales from " + file, e);
        }
    }
}
