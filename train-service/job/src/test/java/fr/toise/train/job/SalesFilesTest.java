package fr.toise.train.job;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.sales.Sale;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesFilesTest {

    @Test
    void readsWhatItWrote(@TempDir Path folder) {
        // Given
        var sales = MadeUpTown.sales(500, LocalDate.of(2020, 1, 1), LocalDate.of(2020, 12, 31), 2);

        // When
        ParquetSales.write(folder.resolve("part-0.parquet"), sales);

        // Then
        assertThat(SalesFiles.readFolder(folder)).isEqualTo(sales);
    }

    private record SaleOfAKind(
            String saleId,
            LocalDate saleDate,
            String type,
            double price,
            String department,
            String commune,
            String communeName,
            String postalCode,
            String parcel,
            String streetCode,
            Integer streetNumber,
            String streetSuffix,
            String streetName,
            Double builtArea,
            Double carrezArea,
            double area,
            Integer rooms,
            int outbuildings,
            double longitude,
            double latitude) {

        static SaleOfAKind of(String id, String type) {
            return new SaleOfAKind(
                    id,
                    LocalDate.of(2023, 1, 5),
                    type,
                    500_000,
                    "92",
                    "92012",
                    "Boulogne-Billancourt",
                    "92100",
                    "92012000AB0001",
                    "920120001",
                    1,
                    null,
                    "RUE DU DOME",
                    80.0,
                    null,
                    80,
                    3,
                    1,
                    2.24,
                    48.84);
        }
    }

    @Test
    void leavesHousesOut(@TempDir Path folder) {
        // Given
        ParquetSales.write(
                folder.resolve("part-0.parquet"),
                SaleOfAKind.class,
                List.of(SaleOfAKind.of("a house", "HOUSE"), SaleOfAKind.of("a flat", "FLAT")));

        // When
        var sales = SalesFiles.readFolder(folder);

        // Then
        assertThat(sales).extracting(Sale::saleId).containsExactly("a flat");
    }
}
