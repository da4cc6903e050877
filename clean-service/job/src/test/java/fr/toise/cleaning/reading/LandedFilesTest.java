package fr.toise.cleaning.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.cleaning.RejectedException;
import fr.toise.cleaning.judging.Field;
import fr.toise.contracts.event.LandedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandedFilesTest {

    private static final List<String> COLUMNS =
            Arrays.stream(Field.values()).map(Field::header).toList();

    @TempDir
    Path folder;

    @Test
    void keepsTheLinesOfTheDepartmentThatIsAskedFor() throws Exception {
        // Given
        var file = landed(header() + "\n" + line("1", "75") + "\n" + line("2", "13") + "\n" + line("3", "75") + "\n");

        // When
        var read = read(file, List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line("1", "75"), line("3", "75"));
        assertThat(read.lines).isEqualTo(3);
        assertThat(read.otherDepartment).isEqualTo(1);
    }

    @Test
    void doesNotTakeAnotherColumnForTheDepartment() throws Exception {
        // Given
        var elsewhere = line("1", "13", Field.ADRESSE_NUMERO, "75");

        // When
        var read = read(landed(header() + "\n" + elsewhere + "\n"), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).isEmpty();
        assertThat(read.otherDepartment).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void findsTheDepartmentInTheFirstAndInTheLastColumn(boolean first) throws Exception {
        // Given
        var columns = new ArrayList<>(COLUMNS);
        columns.remove("code_departement");
        columns.add(first ? 0 : columns.size(), "code_departement");
        UnaryOperator<String> line = department -> columns.stream()
                .map(column -> switch (column) {
                    case "code_departement" -> department;
                    case "id_mutation", "code_commune", "id_parcelle" -> "1";
                    default -> "";
                })
                .collect(Collectors.joining(","));
        var file = landed(String.join(",", columns) + "\n" + line.apply("75") + "\n" + line.apply("13") + "\n");

        // When
        var read = read(file, List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line.apply("75"));
        assertThat(read.otherDepartment).isEqualTo(1);
    }

    @Test
    void findsColumnsByNameWhateverTheirOrderAndWhateverIsAmongThem() throws Exception {
        // Given
        var columns = new ArrayList<>(COLUMNS);
        Collections.reverse(columns);
        columns.add(3, "new_in_2027");
        var values = columns.stream()
                .map(column -> switch (column) {
                    case "id_mutation" -> "2027-1";
                    case "code_departement" -> "75";
                    case "code_commune" -> "75109";
                    case "id_parcelle" -> "75109000AB0012";
                    case "new_in_2027" -> "whatever";
                    default -> "";
                })
                .collect(Collectors.joining(","));
        var files = LandedFiles.open(
                List.of(landed(String.join(",", columns) + "\n" + values + "\n")), List.of("75"), null);

        // When
        var line = files.readers()[0].line(0, values.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(line.get(Field.ID_MUTATION)).isEqualTo("2027-1");
        assertThat(line.get(Field.CODE_COMMUNE)).isEqualTo("75109");
        assertThat(line.get(Field.ADRESSE_NOM_VOIE)).isNull();
    }

    @Test
    void readsWindowsLineEndsAndAByteOrderMark() throws Exception {
        // Given
        var file = landed("\uFEFF" + header() + "\r\n" + line("1", "75") + "\r\n" + line("2", "75") + "\r\n");

        // When
        var read = read(file, List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line("1", "75"), line("2", "75"));
    }

    @Test
    void readsCommasAndLineBreaksAndQuotesWithinQuotes() throws Exception {
        // Given
        var street = "\"RUE, DITE \"\"DU PUITS\"\"\nCOUR 2\"";
        var quoted = line("1", "75", Field.ADRESSE_NOM_VOIE, street);
        var files = LandedFiles.open(
                List.of(landed(header() + "\n" + quoted + "\n" + line("2", "75"))), List.of("75"), null);

        // When
        var read = read(files, true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(quoted, line("2", "75"));
        assertThat(files.readers()[0]
                        .line(0, quoted.getBytes(StandardCharsets.UTF_8))
                        .get(Field.ADRESSE_NOM_VOIE))
                .isEqualTo("RUE, DITE \"DU PUITS\"\nCOUR 2");
    }

    @Test
    void readsACodeThatIsQuoted() throws Exception {
        // Given
        var quoted = line("1", "\"75\"");

        // When
        var read = read(landed(header() + "\n" + quoted + "\n"), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(quoted);
    }

    @Test
    void readsALastLineWithoutItsLineBreak() throws Exception {
        // When
        var read = read(landed(header() + "\n" + line("1", "75")), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line("1", "75"));
    }

    @Test
    void hasNothingToReadInAnEmptyFileNorInOneOfAHeaderAlone() throws Exception {
        // Given
        var files = List.of(landed(""), landed(header()), landed(header() + "\n"));

        for (var file : files) {
            // When
            var read = read(file, List.of("75"), true, Long.MAX_VALUE);

            // Then
            assertThat(read.lines).isZero();
        }
    }

    @Test
    void putsALineOfAMegabyteAside() throws Exception {
        // Given
        var long1 = line("1", "75", Field.ADRESSE_NOM_VOIE, "A".repeat(1 << 20));

        // When
        var read = read(
                landed(header() + "\n" + long1 + "\n" + line("2", "75") + "\n"), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line("2", "75"));
        assertThat(read.unreadable).singleElement().satisfies(beginning -> assertThat(long1)
                .startsWith(beginning));
        assertThat(read.lines).isEqualTo(2);
    }

    @Test
    void putsALineAsideThatIsNotUtf8() throws Exception {
        // Given
        var line = line("1", "75", Field.NOM_COMMUNE, "Orl\u00e9ans");
        var file = landed(concat(
                (header() + "\n").getBytes(StandardCharsets.UTF_8),
                (line + "\n").getBytes(StandardCharsets.ISO_8859_1),
                (line + "\n").getBytes(StandardCharsets.UTF_8)));

        // When
        var read = read(file, List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.kept).containsExactly(line);
        assertThat(read.unreadable).hasSize(1).isEqualTo(read.missed);
    }

    @Test
    void putsALineAsideThatHasAnotherNumberOfFields() throws Exception {
        // Given
        var cut = line("1", "75").substring(0, 60);
        var more = line("2", "75") + ",one more";

        // When
        var read = read(landed(header() + "\n" + cut + "\n" + more + "\n"), List.of(), true, Long.MAX_VALUE);

        // Then
        assertThat(read.unreadable).containsExactly(cut, more);
        assertThat(read.missed).isEmpty();
    }

    @Test
    void aLineOfAnotherNumberOfFieldsIsOnlyAskedForWhereItHoldsTheDepartment() throws Exception {
        // Given
        var ours = line("1", "75") + ",one more";
        var theirs = line("2", "13") + ",one more";

        // When
        var read = read(landed(header() + "\n" + ours + "\n" + theirs + "\n"), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.unreadable).containsExactly(ours);
        assertThat(read.otherDepartment).isEqualTo(1);
    }

    @Test
    void putsALineAsideThatLacksWhatItIsKnownBy() throws Exception {
        // Given
        var nameless = line("", "75");
        var placeless = line("1", "75", Field.ID_PARCELLE, "");

        // When
        var read =
                read(landed(header() + "\n" + nameless + "\n" + placeless + "\n"), List.of("75"), true, Long.MAX_VALUE);

        // Then
        assertThat(read.unreadable).containsExactly(nameless, placeless);
        assertThat(read.missed).containsExactly(placeless);
    }

    @Test
    void losesOnlyTheLineWhoseQuoteNeverCloses() throws Exception {
        // Given
        var open = line("1", "75", Field.ADRESSE_NOM_VOIE, "\"RUE");
        var others = new ArrayList<String>();
        for (int id = 2; id < 2_000; id++) {
            others.add(line(String.valueOf(id), "75"));
        }

        // When
        var read = read(
                landed(header() + "\n" + open + "\n" + String.join("\n", others) + "\n"),
                List.of("75"),
                true,
                Long.MAX_VALUE);

        // Then
        assertThat(read.kept).isEqualTo(others);
        assertThat(read.unreadable).containsExactly(open);
    }

    @Test
    void refusesAFileThatLacksAColumn() throws Exception {
        // Given
        var file = landed(header().replace("valeur_fonciere", "valeur") + "\n");

        // When
        assertThatThrownBy(() -> LandedFiles.open(List.of(file), List.of(), null))
                // Then
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.rule()).isEqualTo("missing-column"))
                .hasMessageContaining(file.uri())
                .hasMessageContaining("[valeur_fonciere]")
                .hasMessageContaining("valeur,");
    }

    @Test
    void refusesAFileThatIsNoGeoDvf() throws Exception {
        // Given
        var file = landed("<html><body>503 Service unavailable</body></html>");

        // When
        assertThatThrownBy(() -> LandedFiles.open(List.of(file), List.of(), null))
                // Then
                .isInstanceOfSatisfying(
                        RejectedException.class, e -> assertThat(e.rule()).isEqualTo("no-geo-dvf"))
                .hasMessageContaining(file.uri())
                .hasMessageContaining("503 Service unavailable");
    }

    static List<Integer> seeds() {
        return java.util.stream.IntStream.range(0, 60).boxed().toList();
    }

    /** Whatever is in a file: searching its bytes first, and cutting it anywhere, finds what reading it line by line finds. */
    @ParameterizedTest
    @MethodSource("seeds")
    void readsTheSameWithAndWithoutSearchingAndHoweverItIsCut(int seed) throws Exception {
        // Given
        var random = new Random(seed);
        var file = landed(new AnyFile(random).bytes());
        var departments = random.nextBoolean() ? List.of("75") : List.of("2A", "75", "974");
        var plain = read(file, departments, false, Long.MAX_VALUE);

        // When
        var fast = read(file, departments, true, 70_000 + random.nextInt(200_000));

        // Then
        assertThat(fast.lines).isEqualTo(plain.lines);
        assertThat(fast.otherDepartment).isEqualTo(plain.otherDepartment);
        assertThat(fast.unreadable).isEqualTo(plain.unreadable);
        assertThat(fast.missed).isEqualTo(plain.missed);
        assertThat(fast.kept).isEqualTo(plain.kept);
        assertThat(plain.kept).isNotEmpty();
    }

    private static final class Read implements LandedFiles.Sink {

        final List<String> kept = new ArrayList<>();
        final List<String> missed = new ArrayList<>();
        final List<String> unreadable = new ArrayList<>();
        long lines;
        long otherDepartment;

        @Override
        public void kept(int dealt, byte[] bytes, int start, int end) {
            kept.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
        }

        @Override
        public void missed(int dealt, byte[] bytes, int start, int end) {
            missed.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void unreadable(byte[] bytes, int start, int end) {
            unreadable.add(new String(bytes, start, end - start, StandardCharsets.ISO_8859_1));
        }
    }

    private static Read read(LandedFile file, List<String> departments, boolean searched, long bytesEach) {
        return read(LandedFiles.open(List.of(file), departments, null), searched, bytesEach);
    }

    private static Read read(LandedFiles files, boolean searched, long bytesEach) {
        var read = new Read();
        for (var piece : files.pieces(bytesEach)) {
            var count = files.read(piece, searched, read);
            read.lines += count.lines();
            read.otherDepartment += count.otherDepartment();
        }
        return read;
    }

    private static String header() {
        return String.join(",", COLUMNS);
    }

    static String line(String id, String department) {
        return line(id, department, Field.NOM_COMMUNE, "Paris 9e Arrondissement");
    }

    static String line(String id, String department, Field field, String value) {
        return Arrays.stream(Field.values())
                .map(each -> {
                    if (each == field) {
                        return value;
                    }
                    return switch (each) {
                        case ID_MUTATION -> id;
                        case CODE_DEPARTEMENT -> department;
                        case CODE_COMMUNE -> "75109";
                        case ID_PARCELLE -> "75109000AB0012";
                        case VALEUR_FONCIERE -> "412000";
                        default -> "";
                    };
                })
                .collect(Collectors.joining(","));
    }

    private LandedFile landed(String content) throws IOException {
        return landed(content.getBytes(StandardCharsets.UTF_8));
    }

    private LandedFile landed(byte[] content) throws IOException {
        var path = Files.write(Files.createTempFile(folder, "landed", ".csv"), content);
        return new LandedFile(path.toUri().toString(), content.length, "unused", "unused", null);
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.write(part);
        }
        return all.toByteArray();
    }

    /** Lines of every kind, most of them of other départements, as in a national file. */
    private static final class AnyFile {

        private final Random random;
        private final String lineEnd;
        private final boolean oftenQuoted;

        AnyFile(Random random) {
            this.random = random;
            this.lineEnd = random.nextInt(4) == 0 ? "\r\n" : "\n";
            this.oftenQuoted = random.nextInt(4) == 0;
        }

        byte[] bytes() throws IOException {
            var all = new ByteArrayOutputStream();
            all.write((header() + lineEnd).getBytes(StandardCharsets.UTF_8));
            int size = 200_000 + random.nextInt(600_000);
            while (all.size() < size) {
                all.write(next().getBytes(
                                random.nextInt(500) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
                all.write(lineEnd.getBytes(StandardCharsets.UTF_8));
            }
            all.write(line("last", "75").getBytes(StandardCharsets.UTF_8));
            return all.toByteArray();
        }

        private String next() {
            var department = pick("01", "13", "13", "2A", "33", "59", "69", "75", "974");
            var id = String.valueOf(random.nextInt(10_000));
            return switch (random.nextInt(oftenQuoted ? 12 : 400)) {
                case 0 -> line(id, "\"" + department + "\"");
                case 1 ->
                    line(id, department, Field.ADRESSE_NOM_VOIE, "\"RUE, " + pick("75", "\n", ",75,", "\"\"") + "\"");
                case 2 -> line(id, department, Field.ADRESSE_NOM_VOIE, "RUE \"" + pick("75", "DU PUITS", ""));
                case 3 -> line(id, department, Field.ADRESSE_NOM_VOIE, "\"RUE");
                case 4 -> line(id, department, Field.ADRESSE_NOM_VOIE, "\"RUE\" 75");
                case 5 -> line(id, department).substring(random.nextInt(60));
                case 6 -> line(id, department, Field.ADRESSE_NOM_VOIE, "é".repeat(random.nextInt(100_000)));
                case 7 -> "75," + line(id, department) + ",75";
                case 8 -> pick("", "75", ",75,", "\"", "\"\"", ",,,,75,,,");
                case 9 -> line(id, department, Field.ADRESSE_NUMERO, "75");
                default -> line(id, department);
            };
        }

        private String pick(String... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
