package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.CleaningArguments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandedLinesTest {

    @TempDir
    private Path folder;

    private Landing landing;

    @BeforeEach
    void land() {
        landing = new Landing(folder);
    }

    private static List<Row> lines(CleaningArguments arguments) {
        return LandedLines.read(LocalSpark.session(), arguments.files())
                .select("id_mutation", "longitude", "latitude", "nom_commune", "adresse_nom_voie")
                .orderBy("id_mutation")
                .collectAsList();
    }

    private static String csv(List<String> header, String endOfLine, Line... lines) {
        return Stream.concat(
                        Stream.of(String.join(",", header)), Stream.of(lines).map(line -> line.csv(header)))
                .collect(Collectors.joining(endOfLine, "", endOfLine));
    }

    @Test
    void readsYearsWithOtherColumnsInAnotherOrder() {
        // Given
        var newer = new ArrayList<>(Line.OFFICIAL_HEADER);
        newer.remove("longitude");
        newer.add("longitude");
        newer.add(3, "identifiant_local");
        landing.file("2023.csv", Line.flat().ofSale("2023-1"))
                .text("2024.csv", csv(newer, "\n", Line.flat().ofSale("2024-1")));

        // When
        var lines = lines(landing.of());

        // Then
        assertThat(lines)
                .extracting(line -> line.getString(1), line -> line.getString(2))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("2.345859", "48.880564"),
                        org.assertj.core.api.Assertions.tuple("2.345859", "48.880564"));
    }

    @Test
    void readsAFileFromWindows() {
        // Given
        landing.text(
                "2023.csv",
                "\uFEFF"
                        + csv(
                                Line.OFFICIAL_HEADER,
                                "\r\n",
                                Line.flat().ofSale("2023-1"),
                                Line.flat().ofSale("2023-2")));

        // When
        var lines = lines(landing.of());

        // Then
        assertThat(lines).extracting(line -> line.getString(0)).containsExactly("2023-1", "2023-2");
        assertThat(lines).extracting(line -> line.getString(2)).containsOnly("48.880564");
    }

    @Test
    void readsCommasAndQuotesWithinQuotes() {
        // Given
        landing.file(
                "2023.csv",
                Line.flat()
                        .with("nom_commune", "\"Paris, 9e\"")
                        .with("adresse_nom_voie", "\"RUE DITE \"\"LA BELLE\"\"\""));

        // When
        var line = lines(landing.of()).get(0);

        // Then
        assertThat(line.getString(3)).isEqualTo("Paris, 9e");
        assertThat(line.getString(4)).isEqualTo("RUE DITE \"LA BELLE\"");
    }

    @Test
    void takesAnEmptyValueForNoneWithAndWithoutQuotes() {
        // Given
        landing.file("2023.csv", Line.flat().with("nom_commune", "\"\"").with("adresse_nom_voie", " "));

        // When
        var line = lines(landing.of()).get(0);

        // Then
        assertThat(line.isNullAt(3)).isTrue();
        assertThat(line.isNullAt(4)).isTrue();
    }

    @Test
    void refusesAFileThatLacksAColumn() {
        // Given
        var header = new ArrayList<>(Line.OFFICIAL_HEADER);
        header.set(header.indexOf("valeur_fonciere"), "prix");
        landing.text("2023.csv", csv(header, "\n", Line.flat()));

        // Then
        assertThatThrownBy(() -> lines(landing.of()))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("2023.csv lacks the column [valeur_fonciere]; found [id_mutation, date_mutation")
                .hasMessageContaining("prix");
    }

    @Test
    void refusesAFileOfNothing() {
        // Given
        landing.text("2023.csv", "");

        // Then
        assertThatThrownBy(() -> lines(landing.of())).isInstanceOf(RejectedException.class);
    }

    @Test
    void refusesASnapshotWithoutFiles() {
        assertThatThrownBy(() -> lines(landing.of()))
                .isInstanceOf(RejectedException.class)
                .hasMessage("The snapshot has no files");
    }
}
