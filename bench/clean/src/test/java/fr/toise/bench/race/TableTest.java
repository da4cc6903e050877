package fr.toise.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.bench.race.Result.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void comparesMedians() {
        // Given
        var table = new Table(List.of(
                result(Table.TUTORIAL, 40, 41, 42), result(Table.OURS_LOCAL, 9, 3, 4), result(Table.DUCKDB, 8, 8, 7)));

        // When
        var text = table.text();

        // Then
        assertThat(text.lines()).contains("| ours, local files | 4.00 | 0.50 | 0.10 | 1.00 | 500 | 12,345 |");
    }

    @Test
    void saysWhichTargetsAreMet() {
        // Given
        var table = new Table(List.of(
                result(Table.TUTORIAL, 40),
                result(Table.OURS_LOCAL, 6),
                result(Table.OURS_S3, 21),
                result(Table.DUCKDB, 6.5)));

        // When
        var targets = table.targets();

        // Then
        assertThat(targets.lines())
                .containsExactly(
                        "met: ours, local files took 6.00 s, to take at most 6.50 s (1.000 of DuckDB)",
                        "NOT MET: ours, local files took 6.00 s, to take at most 5.00 s (0.125 of Spark, tutorial's recipe)",
                        "NOT MET: ours, from S3 took 21.00 s, to take at most 20.00 s (0.500 of Spark, tutorial's recipe)",
                        "met: ours, local files peaks at 500 MiB, to be below 1,536",
                        "met: ours, from S3 peaks at 500 MiB, to be below 1,536");
    }

    @Test
    void leavesOutRunsThatOthersGotInTheWayOf() {
        // Given
        var runs = List.of(new Run(5, 8, 0.1, 500), new Run(20, 8, 18, 500), new Run(21, 8, 19, 500));

        // When
        var table = new Table(List.of(new Result(contestant(Table.DUCKDB), runs, 12_345)));

        // Then
        assertThat(table.text()).contains("| DuckDB | 5.00 |");
        assertThat(table.warning()).isEmpty();
    }

    @Test
    void warnsWhereOthersGotInTheWayOfEveryRun() {
        // Given
        var runs = List.of(new Run(20, 8, 18, 500));

        // When
        var table = new Table(List.of(new Result(contestant(Table.DUCKDB), runs, 12_345)));

        // Then
        assertThat(table.warning()).contains("DuckDB");
    }

    private static Result result(String name, double... seconds) {
        var runs = DoubleStream.of(seconds)
                .mapToObj(each -> new Run(each, 1, 0, 500))
                .toList();
        return new Result(contestant(name), runs, 12_345);
    }

    private static Contestant contestant(String name) {
        return new Program(name, List.of(), Path.of("sales"), true);
    }
}
