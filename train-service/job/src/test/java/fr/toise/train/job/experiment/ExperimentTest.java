package fr.toise.train.job.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.ExperimentArguments;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.train.job.ParquetSales;
import fr.toise.valuation.MadeUpTown;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {

    @TempDir
    Path folder;

    @Test
    void showsEveryFoldAndWhatAChangeDoes() throws Exception {
        // Given
        var sales = Files.createDirectory(folder.resolve("sales"));
        ParquetSales.write(
                sales.resolve("part-0.parquet"),
                MadeUpTown.sales(2_500, LocalDate.of(2021, 1, 1), LocalDate.of(2022, 6, 30), 12));
        var first = run(sales, List.of(), null);

        // When
        var second = run(sales, List.of("building", "street", "section", "commune", "neighbours", "position"), "first");

        // Then
        assertThat(first).contains("All 5", "gradient-boosting", "There is no earlier experiment");
        assertThat(first.lines().filter(line -> line.contains(" sales before")).count())
                .isEqualTo(2);
        assertThat(second).containsPattern("on the same 5\\d\\d sales: MdAPE \\+\\d+\\.\\d+ points");
    }

    @Test
    void refusesAGroupOfFeaturesThatThereIsNotBeforeAnythingIsRead() {
        assertThatThrownBy(() -> run(folder.resolve("nowhere"), List.of("nope"), null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("'nope'; expected one of [size, rooms");
    }

    private String run(Path sales, List<String> without, String against) throws Exception {
        var bytes = new ByteArrayOutputStream();
        Experiment.run(
                new ExperimentArguments(
                        sales.toString(),
                        new TrainingSettings(
                                0.15, 1, 16, without.isEmpty() ? 2 : 0, 1, 4, 128, 0.004, 0.01, 0, 60, 900, without, 1),
                        2,
                        0.1,
                        folder.resolve(against == null ? "first" : "second").toString(),
                        against == null ? null : folder.resolve(against).toString()),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
