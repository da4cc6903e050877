package fr.toise.bench.race;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what the contestants wrote, and compares. */
public final class Sales implements AutoCloseable {

    private static final String COLUMNS =
            "sale_date::DATE AS sale_date, price::DOUBLE AS price, parcel, area::DOUBLE AS area, "
                    + "rooms::INTEGER AS rooms, longitude::DOUBLE AS longitude, latitude::DOUBLE AS latitude, "
                    + "carrez_area::DOUBLE AS carrez_area";
    private static final int SHOWN = 10;

    private final Connection duckDb;

    public Sales() {
        try {
            this.duckDb = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to start DuckDB", e);
        }
    }

    /**
     * Equal where the sales are, in whatever order.
     *
     * @param checksum sum of the hashes of all rows
     */
    record Content(long rows, BigInteger checksum) {}

    Content content(Path folder) {
        var sql = "SELECT count(*), coalesce(sum(hash(sales)::HUGEINT), 0)::VARCHAR FROM (%s) AS sales"
                .formatted(rows(folder));
        try (var statement = duckDb.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return new Content(result.getLong(1), new BigInteger(result.getString(2)));
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to read the sales in " + folder, e);
        }
    }

    /** The number that a query gives. */
    public long count(String sql) {
        try (var statement = duckDb.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to count: " + sql, e);
        }
    }

    public long rowCount(Path folder) {
        return count("SELECT count(*) FROM " + parquet(folder));
    }

    /** @param csv with a name and a number in each line, and a header */
    SortedMap<String, Long> counts(Path csv) {
        var sql = "FROM read_csv('%s', header = true)".formatted(csv.toString().replace("'", "''"));
        try (var statement = duckDb.createStatement();
                var result = statement.executeQuery(sql)) {
            var counts = new TreeMap<String, Long>();
            while (result.next()) {
                counts.put(result.getString(1), result.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to read " + csv, e);
        }
    }

    /** The first rows that are in the one and not in the other. */
    List<String> onlyIn(Path one, Path other) {
        var sql = "SELECT lone::VARCHAR FROM (%s EXCEPT ALL %s) AS lone ORDER BY 1 LIMIT %d"
                .formatted(rows(one), rows(other), SHOWN);
        try (var statement = duckDb.createStatement();
                var result = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (result.next()) {
                found.add(result.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to compare " + one + " with " + other, e);
        }
    }

    private static String rows(Path folder) {
        return "SELECT " + COLUMNS + " FROM " + parquet(folder);
    }

    private static String parquet(Path folder) {
        return "read_parquet('" + folder.toString().replace("'", "''") + "/*.parquet')";
    }

    @Override
    public void close() {
        try {
            duckDb.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Failed to close DuckDB", e);
        }
    }
}
