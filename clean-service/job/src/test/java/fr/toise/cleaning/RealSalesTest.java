package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.job.CleaningReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
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
        try (var years = Files.list(SALES)) {
            for (var year : years.sorted().toList()) {
                var unpacked = folder.resolve(year.getFileName() + ".csv");
                try (var in = new GZIPInputStream(Files.newInputStream(year.resolve("full.csv.gz")))) {
                    Files.copy(in, unpacked);
                }
                landing.file(unpacked);
            }
        }

        try (var store = Store.start()) {
            // When
            CleaningJob.run(
                    landing.arguments(store.clean().uri("geo-dvf/real/"), "75"), store.location(), progress -> {});

            // Then
            var report = store.clean()
                    .read("geo-dvf/real/report.json", CleaningReport.class)
                    .orElseThrow();
            var funnel = report.funnel();
            assertThat(funnel.salesKept()).isGreaterThan(20_000);
            assertThat(funnel.salesFound())
                    .isEqualTo(funnel.salesKept()
                            + funnel.dropped().stream()
                                    .mapToLong(Dropped::sales)
                                    .sum());
            assertThat((double) funnel.salesKept() / funnel.salesFound()).isGreaterThan(0.85);
            assertThat(report.medianPricePerSquareMetre()).isBetween(9_000.0, 11_000.0);
            assertThat(report.idsOverCommunes()).isLessThan(0.01);
        }
    }
}
