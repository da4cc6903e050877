package fr.toise.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesTest {

    private static final String ONE = row("DATE '2023-01-05'", "75109000BD0036", "43.8");
    private static final String OTHER = row("DATE '2023-01-06'", "75109000BD0037", "NULL");

    @TempDir
    private Path folder;

    @Test
    void areTheSameInAnyOrder() throws Exception {
        // Given
        var one = sales("one", ONE + " UNION ALL " + OTHER);
        var other = sales("other", OTHER + " UNION ALL " + ONE);

        try (var sales = new Sales()) {
            // When
            var content = sales.content(one);

            // Then
            assertThat(content).isEqualTo(sales.content(other));
            assertThat(content.rows()).isEqualTo(2);
        }
    }

    @Test
    void differWhereAValueDoes() throws Exception {
        // Given
        var one = sales("one", ONE);
        var other = sales("other", ONE.replace("43.8", "43.80000001"));

        try (var sales = new Sales()) {
            // When
            var content = sales.content(one);

            // Then
            assertThat(content).isNotEqualTo(sales.content(other));
            assertThat(sales.onlyIn(one, other)).singleElement().asString().contains("43.8}", "75109000BD0036");
        }
    }

    @Test
    void differWhereOneStandsThereTwice() throws Exception {
        // Given
        var once = sales("once", ONE + " UNION ALL " + OTHER);
        var twice = sales("twice", ONE + " UNION ALL " + ONE + " UNION ALL " + OTHER);

        try (var sales = new Sales()) {
            // When
            var content = sales.content(once);

            // Then
            assertThat(content).isNotEqualTo(sales.content(twice));
            assertThat(sales.onlyIn(twice, once)).hasSize(1);
            assertThat(sales.onlyIn(once, twice)).isEmpty();
        }
    }

    private static String row(String date, String parcel, String carrez) {
        return "SELECT %s AS sale_date, 400000.0 AS price, '%s' AS parcel, 43.0 AS area, 2 AS rooms, 2.34 AS longitude, 48.88 AS latitude, %s AS carrez_area"
                .formatted(date, parcel, carrez);
    }

    private Path sales(String name, String query) throws Exception {
        var made = Files.createDirectories(folder.resolve(name));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("COPY (%s) TO '%s/part.parquet' (FORMAT parquet)".formatted(query, made));
        }
        return made;
    }
}
