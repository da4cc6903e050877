package fr.toise.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Runs a file of SQL, as DuckDB's own command line would. */
public final class DuckDb {

    private DuckDb() {}

    /** @param arguments path of the SQL */
    public static void main(String[] arguments) throws IOException, SQLException {
        run(Files.readString(Path.of(arguments[0])));
    }

    static void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
