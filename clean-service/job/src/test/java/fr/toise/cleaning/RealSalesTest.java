package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the sales themselves, where somebody has laid them beside the project. */
class RealSalesTest {

    private static final Path SALES =
            Path.of(System.getProperty("toise.home"), "..", "shared", "dvf", "geo-dvf", "latest", "csv");

    @Test
    void keepsMostFlatsOfParis(@TempDir Path folder) throws IOException {
        // Given
        assumeThat(SALES).isDirectory();
        var landing = new Landing(folder);
        try (var files = Files.walk(SALES)) {
            files.filter(file -> file.getFileName().toString().equals("full.csv.gz"))
                    .sorted()
                    .forEach(file -> landing.uri(file.normalize().toUri().toString()));
        }
        var judged =
                CleaningJob.judgedSales(LocalSpark.session(), landing.of("75")).cache();

        // When
        var report = Account.of(judged, landing.of("75"));

        // Then
        var funnel = report.funnel();
        assertThat(funnel.salesKept())
                .isGreaterThan(20_000)
                .isEqualTo(CleanSales.of(judged).select("sale_id").distinct().count());
        assertThat(funnel.salesFound())
                .isEqualTo(funnel.salesKept()
                        + funnel.dropped().stream()
                                .mapToLong(each -> each.sales())
                                .sum());
        assertThat((double) funnel.salesKept() / funnel.salesFound()).isGreaterThan(0.85);
        assertThat(report.medianPricePerSquareMetre()).isBetween(9_000.0, 11_000.0);
        assertThat(report.idsOverCommunes()).isLessThan(0.01);
    }
}
