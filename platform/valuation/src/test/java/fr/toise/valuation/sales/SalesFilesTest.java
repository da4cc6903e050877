package fr.toise.valuation.sales;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.MadeUpTown;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesFilesTest {

    @Test
    void readsWhatItWrote(@TempDir Path folder) {
        // Given
        var sales = MadeUpTown.sales(500, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), 2);

        // When
        SalesFiles.write(folder.resolve("part-0.parquet"), sales);

        // Then
        assertThat(SalesFiles.readFolder(folder)).isEqualTo(sales);
    }
}
