package fr.toise.bench.nation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NationTest {

    private static final int SIZE = 3_000_000;

    @TempDir
    private Path folder;

    @Test
    void isTheSameForTheSameSeed() throws IOException {
        // Given
        var once = new Nation(SIZE, 7).files(folder.resolve("once"));

        // When
        var again = new Nation(SIZE, 7).files(folder.resolve("again"));

        // Then
        assertThat(once).hasSize(5);
        for (int year = 0; year < once.size(); year++) {
            assertThat(Files.mismatch(once.get(year), again.get(year))).isEqualTo(-1);
        }
    }

    @Test
    void isAnotherForAnotherSeed() throws IOException {
        // Given
        var one = new Nation(SIZE, 7).files(folder);

        // When
        var other = new Nation(SIZE, 8).files(folder);

        // Then
        assertThat(Files.mismatch(one.get(0), other.get(0))).isNotEqualTo(-1);
    }

    @Test
    void isAsLargeAsWanted() throws IOException {
        // When
        var files = new Nation(SIZE, 7).files(folder);

        // Then
        long size = 0;
        for (var file : files) {
            size += Files.size(file);
        }
        assertThat(size).isBetween((long) SIZE, SIZE + 5 * 10_000L);
    }

    @Test
    void holdsEveryDepartmentAndAsMuchOfParisAsFrance() throws IOException {
        // When
        var lines = lines(new Nation(SIZE, 7).files(folder).get(0));

        // Then
        var departments = lines.stream().map(line -> line.split(",")[12]).toList();
        assertThat(departments)
                .containsAll(Department.all().stream().map(Department::code).toList());
        assertThat(departments.stream().filter("75"::equals).count()).isBetween(lines.size() / 50L, lines.size() / 33L);
    }

    @Test
    void hasOtherColumnsInOtherYears() throws IOException {
        // When
        var files = new Nation(SIZE, 7).files(folder);

        // Then
        assertThat(Files.readAllLines(files.get(0)).get(0)).endsWith(",surface_terrain,longitude,latitude");
        assertThat(Files.readAllLines(files.get(1)).get(0))
                .endsWith(",surface_terrain,latitude,longitude,section_prefixe");
    }

    @Test
    void isAsHardToCleanAsTheRealOne() throws IOException {
        // When
        var lines = lines(new Nation(SIZE, 7).files(folder).get(0));

        // Then
        assertThat(new HashSet<>(lines)).hasSizeBetween(lines.size() * 93 / 100, lines.size() * 97 / 100);
        assertThat(communesById(lines)).as("ids that join communes").anyMatch(communes -> communes > 1);
        assertThat(lines)
                .anyMatch(line -> line.contains(",Vente en l'état futur d'achèvement,"))
                .anyMatch(line -> line.contains(",Echange,"))
                .anyMatch(line -> line.contains(",Adjudication,"))
                .anyMatch(line -> line.contains(",4,Local industriel. commercial ou assimilé,"))
                .anyMatch(line -> line.contains(",Maison,") && line.contains(",J,jardins,"))
                .anyMatch(line -> line.endsWith(",,"))
                .anyMatch(line -> line.contains("\""));
    }

    private static List<Integer> communesById(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(","))
                .collect(Collectors.groupingBy(
                        fields -> fields[0], Collectors.mapping(fields -> fields[10], Collectors.toSet())))
                .values()
                .stream()
                .map(communes -> communes.size())
                .toList();
    }

    @Test
    void isNotMadeSmallerThanAMegabyte() {
        assertThatThrownBy(() -> new Nation(10, 7))
                .hasMessageContaining("10 bytes")
                .hasMessageContaining("1,000,000");
    }

    private static List<String> lines(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }
}
