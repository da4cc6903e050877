package fr.toise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.source.Tree.Leaf;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeTest {

    private static final Map<String, Set<String>> FOLDERS = Map.of(
            "", Set.of("2021", "2022", "2023", "20231", "latest", "LICENCE"),
            "2021/", Set.of("full.csv.gz", "departements", "communes"),
            "2021/departements/", Set.of("75.csv.gz", "92.csv.gz"),
            "2022/", Set.of("full.csv.gz"),
            "2023/", Set.of("communes"));

    private final Tree tree = new Tree("the test tree", folder -> FOLDERS.getOrDefault(folder, Set.of()));

    @Test
    void takesTheFileOfADepartmentWhereItIsThere() throws IOException {
        // When
        var leaves = tree.select(wanted("2021-2022", "75"));

        // Then
        assertThat(leaves)
                .containsExactly(
                        new Leaf("2021/departements/75.csv.gz", "2021-75.csv"),
                        new Leaf("2022/full.csv.gz", "2022-full.csv"));
    }

    @Test
    void takesTheWholeYearWhenOneDepartmentIsMissing() throws IOException {
        // When
        var leaves = tree.select(wanted("2021", "75", "93"));

        // Then
        assertThat(leaves).containsExactly(new Leaf("2021/full.csv.gz", "2021-full.csv"));
    }

    @Test
    void takesTheWholeYearWhenNoDepartmentIsAskedFor() throws IOException {
        // When
        var leaves = tree.select(wanted("2021"));

        // Then
        assertThat(leaves).containsExactly(new Leaf("2021/full.csv.gz", "2021-full.csv"));
    }

    @Test
    void doesNotPassOverAYearWithoutAUsableFile() {
        // Then
        assertThatThrownBy(() -> tree.select(wanted("2022-2023", "75")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("No sales of 2023 at the test tree")
                .hasMessageContaining("[communes]");
    }

    @Test
    void saysWhatItFoundInsteadOfTheYears() {
        // Then
        assertThatThrownBy(() -> tree.select(wanted("2010-2015", "75")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("No sales of 2010-2015 at the test tree")
                .hasMessageContaining("LICENCE");
    }

    private static Wanted wanted(String years, String... departments) {
        return new Wanted(Wanted.Years.parse(years), Set.of(departments));
    }
}
