package fr.toise.valuation.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.valuation.MadeUpTown;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesTableTest {

    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        // Given
        var sales = MadeUpTown.sales(500, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), 2);

        // When
        SalesTable.write(folder.resolve("sales.csv.gz"), sales);

        // Then
        assertThat(SalesTable.read(folder.resolve("sales.csv.gz"))).isEqualTo(sales);
    }

    @Test
    void keepsWhatIsNotKnownAndWhatIsHardToWrite() throws IOException {
        // Given
        var little = new Sale(
                "1",
                LocalDate.of(2023, 1, 5),
                0.1 + 0.2,
                "2A",
                "2A004",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1e-9,
                null,
                0,
                -1.5,
                41.9);
        var odd = new Sale(
                "a,b",
                LocalDate.of(2023, 1, 6),
                1e7,
                "75",
                "75109",
                "Paris; \"9e\"",
                "75009",
                "p",
                "s",
                12,
                "B",
                "RUE DE L'ÉTOILE,\nFOND DE COUR",
                40.5,
                41.25,
                41.25,
                2,
                1,
                2.34,
                48.88);

        // When
        SalesTable.write(folder.resolve("sales.csv.gz"), List.of(little, odd));

        // Then
        assertThat(SalesTable.read(folder.resolve("sales.csv.gz"))).containsExactly(little, odd);
    }

    @Test
    void namesItsColumnsAsTheCleanSalesDo() throws IOException {
        // Given
        var file = folder.resolve("sales.csv.gz");
        SalesTable.write(file, List.of());

        // When
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {

            // Then
            assertThat(in.readLine())
                    .startsWith("sale_id,sale_date,price,department,commune,")
                    .endsWith(",outbuildings,longitude,latitude");
        }
    }

    @Test
    void refusesAFileThatIsNotWhole() throws IOException {
        // Given
        var file = folder.resolve("sales.csv.gz");
        SalesTable.write(file, MadeUpTown.sales(500, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), 2));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1_000));

        // Then
        assertThatThrownBy(() -> SalesTable.read(file)).isInstanceOf(IOException.class);
    }
}
