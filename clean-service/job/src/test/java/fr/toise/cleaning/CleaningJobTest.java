package fr.toise.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.judging.OfficialLine;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.RejectedLines;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobProgram.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** The whole job against a real S3 server. */
class CleaningJobTest {

    private static Store store;

    @TempDir
    private Path folder;

    private String prefix;
    private final List<JobProgress> progress = new ArrayList<>();

    @BeforeAll
    static void startObjectStore() throws IOException {
        store = Store.start();
    }

    @AfterAll
    static void stopObjectStore() {
        store.close();
    }

    @BeforeEach
    void choosePrefix(TestInfo test) {
        prefix = ObjectLayout.datasetVersion(
                "geo-dvf", test.getTestMethod().orElseThrow().getName().toLowerCase());
    }

    private CleaningArguments landed(OfficialLine... lines) {
        return new Landing(folder)
                .file("2023.csv", lines)
                .arguments(store.clean().uri(prefix), "75");
    }

    private void run(CleaningArguments arguments) throws IOException {
        CleaningJob.run(arguments, store.location(), progress::add);
    }

    private List<String> objects() {
        return store.objects(prefix);
    }

    @Test
    void publishesSalesReportProfileQuarantineAndManifest() throws IOException {
        // Given
        var csv = OfficialLine.header() + "\n" + OfficialLine.flat().csv() + "\n"
                + OfficialLine.house()
                        .with(Field.CODE_DEPARTEMENT, "75")
                        .ofSale("2023-2")
                        .csv() + "\n";
        store.s3().putObject(put -> put.bucket("toise-raw").key("geo-dvf/s1/2023.csv"), RequestBody.fromString(csv));
        var arguments = new Landing(folder)
                .object("s3://toise-raw/geo-dvf/s1/2023.csv", csv.getBytes().length)
                .arguments(store.clean().uri(prefix), "75");

        // When
        run(arguments);

        // Then
        assertThat(objects())
                .containsExactlyInAnyOrder(
                        "manifest.json",
                        "profile.json",
                        "quarantine/house.json",
                        "report.json",
                        "sales/part-00000.parquet");
        var manifest = store.clean().manifest(prefix).orElseThrow();
        assertThat(manifest.id()).isEqualTo("v1");
        assertThat(manifest.inputs()).containsExactly("snapshot=s1");
        assertThat(manifest.objects())
                .extracting(Manifest.Entry::name)
                .containsExactly("sales/part-00000.parquet", "report.json", "profile.json", "quarantine/house.json");
        var report = read(ObjectLayout.REPORT, CleaningReport.class);
        assertThat(report.funnel().linesRead()).isEqualTo(2);
        assertThat(report.funnel().salesKept()).isEqualTo(1);
        assertThat(report.through()).isEqualTo("2023-01-05");
        assertThat(report.files()).singleElement().satisfies(file -> assertThat(file.lines())
                .isEqualTo(2));
        assertThat(read(ObjectLayout.PROFILE, DatasetProfile.class).salesByMonth())
                .isEqualTo(Map.of("2023-01", 1L));
        assertThat(read(ObjectLayout.quarantine("house"), RejectedLines.class).samples())
                .singleElement()
                .satisfies(sample -> assertThat(sample.file()).isEqualTo("s3://toise-raw/geo-dvf/s1/2023.csv"))
                .satisfies(sample -> assertThat(sample.line()).startsWith("2023-2,"));
        assertThat(progress).extracting(JobProgress::unit).contains("sales");
    }

    private <T> T read(String name, Class<T> type) {
        return store.clean().read(prefix + name, type).orElseThrow();
    }

    @Test
    void writesWhatTrainingAndServingAgreedOn() throws IOException {
        // Given
        var flat = OfficialLine.flat().with(Field.ADRESSE_SUFFIXE, "B");

        // When
        run(landed(flat, OfficialLine.cellar()));

        // Then
        var sale = sales().get(0);
        assertThat(sale.schema().simpleString())
                .isEqualTo("struct<sale_id:string,sale_date:date,type:string,price:double,department:string,"
                        + "commune:string,commune_name:string,postal_code:string,parcel:string,street_code:string,"
                        + "street_number:int,street_suffix:string,street_name:string,built_area:double,"
                        + "carrez_area:double,area:double,area_source:string,rooms:int,outbuildings:int,"
                        + "land_area:double,longitude:double,latitude:double>");
        assertThat(sale.getString(0)).matches("[0-9a-f]{16}");
        assertThat(sale.mkString("|").substring(17))
                .isEqualTo(
                        "2023-01-05|FLAT|400000.0|75|75109|Paris 9e Arrondissement|75009|75109000BD0036|751099508|12|B|"
                                + "RUE TURGOT|43.0|43.8|43.8|CARREZ|2|1|null|2.345859|48.880564");
    }

    @Test
    void leavesOpenWhatTheSourceDoesNotSay() throws IOException {
        // Given
        var sparse = OfficialLine.flat()
                .with(Field.ADRESSE_NUMERO, null)
                .with(Field.ADRESSE_CODE_VOIE, null)
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "0")
                .with(Field.LOT1_SURFACE_CARREZ, null);

        // When
        run(landed(sparse));

        // Then
        var sale = sales().get(0);
        assertThat(List.of("street_code", "street_number", "street_suffix", "carrez_area", "rooms"))
                .allSatisfy(column ->
                        assertThat(sale.<Object>getAs(column)).as(column).isNull());
        assertThat(sale.<String>getAs("area_source")).isEqualTo("BUILT");
    }

    @Test
    void keepsARepeatedSaleOnce() throws IOException {
        // When
        run(landed(OfficialLine.flat().ofSale("2023-9"), OfficialLine.flat().ofSale("2023-1")));

        // Then
        assertThat(sales()).hasSize(1);
        assertThat(read(ObjectLayout.quarantine("repeated-sale"), RejectedLines.class)
                        .samples())
                .singleElement()
                .satisfies(sample -> assertThat(sample.line()).startsWith("2023-9,"));
    }

    @Test
    void accountsForEveryLineOfAnyShape() throws IOException {
        // Given
        var flat = OfficialLine.flat();
        var arguments = new Landing(folder)
                .text(
                        "2021.csv",
                        "\uFEFF" + OfficialLine.header() + "\r\n"
                                + flat.ofSale("2021-1").csv() + "\r\n")
                .text("2022.csv", "")
                .text("2023.csv", OfficialLine.header())
                .text(
                        "2024.csv",
                        OfficialLine.header() + "\n"
                                + flat.ofSale("2024-1")
                                        .with(Field.ADRESSE_NOM_VOIE, "\"RUE, DITE\nTURGOT\"")
                                        .with(Field.VALEUR_FONCIERE, "410000")
                                        .csv()
                                + "\n75,75,75\n"
                                + flat.ofSale("2024-2")
                                        .with(Field.ADRESSE_NOM_VOIE, "X".repeat(1 << 20))
                                        .csv() + "\n"
                                + flat.ofSale("2024-3")
                                        .with(Field.CODE_DEPARTEMENT, "13")
                                        .csv() + "\n"
                                + flat.ofSale("2024-4")
                                        .with(Field.VALEUR_FONCIERE, "420000")
                                        .csv() + "\n"
                                + flat.ofSale("2024-4")
                                        .with(Field.VALEUR_FONCIERE, "420000")
                                        .csv() + "\n")
                .arguments(store.clean().uri(prefix), "75");

        // When
        run(arguments);

        // Then
        var funnel = read(ObjectLayout.REPORT, CleaningReport.class).funnel();
        assertThat(funnel.linesRead()).isEqualTo(7);
        assertThat(funnel.salesKept()).isEqualTo(3);
        assertThat(funnel.dropped().stream()
                        .filter(dropped -> dropped.lines() > 0)
                        .map(dropped -> dropped.rule() + " " + dropped.lines()))
                .containsExactly("other-department 1", "unreadable-line 2", "duplicate-line 1");
        assertThat(sales()).extracting(sale -> sale.getAs("street_name")).contains("RUE, DITE\nTURGOT");
    }

    @Test
    void dropsASaleOfWhichALineCanNotBeRead() throws IOException {
        // Given a shop that was sold with the flat, in another encoding
        var lines = OfficialLine.header() + "\n"
                + OfficialLine.flat().csv() + "\n"
                + OfficialLine.shop()
                        .with(Field.ADRESSE_NOM_VOIE, "RUE DE CHÂTEAUDUN")
                        .csv() + "\n"
                + OfficialLine.flat()
                        .ofSale("2023-2")
                        .with(Field.LOT1_NUMERO, "9")
                        .csv() + "\n";
        var file = Files.write(folder.resolve("2023.csv"), lines.getBytes(StandardCharsets.ISO_8859_1));

        // When
        run(new Landing(folder).file(file).arguments(store.clean().uri(prefix), "75"));

        // Then
        var funnel = read(ObjectLayout.REPORT, CleaningReport.class).funnel();
        assertThat(funnel.salesKept()).isEqualTo(1);
        assertThat(funnel.dropped())
                .filteredOn(dropped -> dropped.lines() > 0)
                .containsExactly(new Dropped("unreadable-line", 1, 0), new Dropped("incomplete-sale", 1, 1));
    }

    private List<Row> sales() throws IOException {
        var part = folder.resolve("read-back.parquet");
        try (var in = store.clean().open(prefix + "sales/part-00000.parquet")) {
            Files.copy(in, part);
        }
        var conf = CleaningSession.conf(Executors.NONE, Map.of());
        try (var spark = SparkSession.builder().config(conf).getOrCreate()) {
            return spark.read().parquet(part.toString()).collectAsList();
        } finally {
            SparkSession.clearDefaultSession();
        }
    }

    @Test
    void doesNothingWhereItIsDoneAlready() throws IOException {
        // Given
        run(landed(OfficialLine.flat()));
        var published = store.clean().manifest(prefix).orElseThrow();

        // When
        run(landed(OfficialLine.flat(), OfficialLine.flat().with(Field.LOT1_NUMERO, "9")));

        // Then
        assertThat(store.clean().manifest(prefix)).contains(published);
    }

    @Test
    void startsAfreshAfterAnAttemptThatWasKilled() throws IOException {
        // Given
        store.clean().write(prefix + "sales/part-00007.parquet", "half of it");

        // When
        run(landed(OfficialLine.flat()));

        // Then
        assertThat(objects())
                .containsExactlyInAnyOrder("manifest.json", "profile.json", "report.json", "sales/part-00000.parquet");
    }

    @Test
    void makesTheSameAnewOfWhatWasDamagedAndLeavesWhatWasDecided() throws IOException {
        // Given
        run(landed(OfficialLine.flat()));
        var before = store.clean().manifest(prefix).orElseThrow();
        store.clean().write(prefix + ObjectLayout.DECISION, "as the service has left it");
        store.clean().delete(prefix + "sales/part-00000.parquet");
        assertThat(store.clean().missing(prefix, before)).containsExactly("sales/part-00000.parquet");
        store.clean().delete(prefix + Manifest.NAME);

        // When
        run(landed(OfficialLine.flat()));

        // Then
        var anew = store.clean().manifest(prefix).orElseThrow();
        assertThat(anew.objects()).isEqualTo(before.objects());
        assertThat(store.clean().missing(prefix, anew)).isEmpty();
        assertThat(store.clean().read(prefix + ObjectLayout.DECISION, String.class))
                .contains("as the service has left it");
    }

    @Test
    void refusesWhenNothingIsLeftAndSaysWhere() {
        // Given
        var arguments = landed(OfficialLine.house().with(Field.CODE_DEPARTEMENT, "75"));

        // When
        assertThatThrownBy(() -> run(arguments))
                // Then
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "No sale was left of 1 lines and 1 sales; look at the rule that took most (lines: house 1)");
        assertThat(objects()).containsExactly("rejected.json");
    }

    @Test
    void refusesAFileThatIsNoGeoDvfByName() {
        // Given
        var arguments = new Landing(folder)
                .text("2023.csv", "a,b\n1,2\n")
                .arguments(store.clean().uri(prefix), "75");

        // When
        assertThatThrownBy(() -> run(arguments))
                // Then
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("2023.csv is no geo-DVF file")
                .hasMessageContaining("found [a, b]");
        assertThat(read(ObjectLayout.REJECTED, DatasetRejected.class).rule()).isEqualTo("no-geo-dvf");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void makesNothingOfAFileThatIsNotAsLongAsWhatHasLanded(int more) {
        // Given
        var csv = OfficialLine.header() + "\n" + OfficialLine.flat().csv() + "\n";
        store.s3().putObject(put -> put.bucket("toise-raw").key("geo-dvf/s2/2023.csv"), RequestBody.fromString(csv));
        var arguments = new Landing(folder)
                .object("s3://toise-raw/geo-dvf/s2/2023.csv", csv.length() + more)
                .arguments(store.clean().uri(prefix), "75");

        // When
        assertThatThrownBy(() -> run(arguments))
                // Then
                .hasMessage("Failed to read s3://toise-raw/geo-dvf/s2/2023.csv")
                .hasRootCauseMessage(
                        "it has " + csv.length() + " bytes, and " + (csv.length() + more) + " have landed");
        assertThat(objects()).isEmpty();
    }

    /** What lies there, but for the manifest, which says when it was made. */
    static Map<String, String> digests(Manifest manifest) {
        return manifest.objects().stream().collect(Collectors.toMap(Manifest.Entry::name, Manifest.Entry::sha256));
    }
}
