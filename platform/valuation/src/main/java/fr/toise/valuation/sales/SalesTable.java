package fr.toise.valuation.sales;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Sales as one file of zipped CSV, with the columns of the clean parquet under their names. A text that is not known is empty. */
public final class SalesTable {

    private static final int BUFFER = 1 << 16;

    private static final CsvMapper CSV = CsvMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(CsvParser.Feature.EMPTY_STRING_AS_NULL)
            .build();

    private static final CsvSchema COLUMNS = CSV.schemaFor(Sale.class).withHeader();

    private SalesTable() {}

    public static void write(Path file, List<Sale> sales) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(file), BUFFER);
                var rows = CSV.writerFor(Sale.class).with(COLUMNS).writeValues(out)) {
            rows.writeAll(sales);
        }
    }

    /** @throws IOException when it is no such file, or not whole */
    public static List<Sale> read(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file), BUFFER);
                var rows = CSV.readerFor(Sale.class).with(COLUMNS).<Sale>readValues(in)) {
            return rows.readAll();
        }
    }
}
