package fr.toise.ingest.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.FileFacts;
import fr.toise.ingest.source.SourceFile;
import fr.toise.ingest.source.SourceFile.Packing;
import fr.toise.samplesales.SampleSales;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesHeaderTest {

    @ParameterizedTest
    @EnumSource
    void letsEveryShapeOfSalesThroughFromItsFirstByte(Shape shape) throws IOException {
        // When
        var checked = check(shape.bytes()).readAllBytes();

        // Then
        assertThat(checked).isEqualTo(shape.bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Maintenance</body></html>\n",
                "{\"error\": \"Maintenance\"}",
                "\nMaintenance\n",
                "Maintenance;id_mutation;date_mutation;nature_mutation;valeur_fonciere\n1;2;3;4;5\n",
                "id,address,energy_class,Maintenance\n1,2,3,4\n"
            })
    void refusesAnythingElseWithItsNameAndWhatItBeginsWith(String other) {
        // Then
        assertThatThrownBy(() -> check(other.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SALES))
                .hasMessageContaining("https://files.data.gouv.fr/2023/full.csv.gz is not a file of geo-DVF sales")
                .hasMessageContaining("valeur_fonciere")
                .hasMessageContaining(other.strip().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF"})
    void refusesAFileThatIsEmpty(String nothing) {
        // Then
        assertThatThrownBy(() -> check(nothing.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SALES))
                .hasMessageContaining("2023/full.csv.gz is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n"})
    void refusesAHeaderWithoutSales(String end) {
        // Then
        assertThatThrownBy(() -> check((SampleSales.HEADER + end).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SALES))
                .hasMessageContaining("2023/full.csv.gz has no sales");
    }

    @Test
    void showsNoMoreOfItThanAPersonReads() {
        // Given
        var binary = "\u0000\u001b[31m".repeat(10_000);

        // Then
        assertThatThrownBy(() -> check(binary.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("??[31m")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    private static InputStream check(byte[] csv) throws IOException {
        var file = new SourceFile(
                "2023-full.csv",
                URI.create("https://files.data.gouv.fr/2023/full.csv.gz"),
                new FileFacts("2023/full.csv.gz", null, null, -1),
                Packing.GZIP,
                InputStream::nullInputStream);
        return SalesHeader.check(file, new ByteArrayInputStream(csv));
    }
}
