package fr.toise.cleaning;

import static fr.toise.cleaning.CleaningJobTest.digests;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.judging.OfficialLine;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.store.Manifest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the work is shared out, and however often it is begun again: the same objects, to the byte. */
class SameEverywhereTest {

    @TempDir
    private static Path folder;

    private static Store store;
    private static Path sales;
    private static Manifest expected;

    @BeforeAll
    static void cleanOnThisMachine() throws IOException {
        store = Store.start();
        sales = landed(folder.resolve("2023.csv"));
        run(arguments("plain", Executors.NONE));
        expected = store.clean().manifest("geo-dvf/plain/").orElseThrow();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    /** Large enough that there is more than one piece to read and more than one file to write. */
    private static Path landed(Path file) throws IOException {
        var random = new Random(1);
        try (var csv = Files.newBufferedWriter(file)) {
            csv.write(OfficialLine.header() + "\n");
            for (int sale = 0; Files.size(file) < 68 << 20; sale++) {
                var line = OfficialLine.flat()
                        .ofSale("2023-" + sale)
                        .with(Field.DATE_MUTATION, "2023-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(10)))
                        .with(Field.VALEUR_FONCIERE, String.valueOf(300_000 + 100 * random.nextInt(2_000)))
                        .with(Field.LOT1_NUMERO, String.valueOf(random.nextInt(5_000)))
                        .with(Field.ADRESSE_NOM_VOIE, random.nextInt(50) == 0 ? "\"RUE, DITE\nTURGOT\"" : "RUE TURGOT");
                csv.write(line.csv() + "\n");
                if (random.nextInt(20) == 0) {
                    csv.write(line.csv() + "\n");
                }
                if (random.nextInt(30) == 0) {
                    csv.write(OfficialLine.shop().ofSale("2023-" + sale).csv() + "\n");
                }
            }
        }
        return file;
    }

    private static CleaningArguments arguments(String version, Executors executors) {
        return new Landing(folder)
                .file(sales)
                .on(executors)
                .arguments(store.clean().uri("geo-dvf/" + version + "/"));
    }

    /** @return what it says */
    private static List<String> run(CleaningArguments arguments) throws IOException {
        var said = new CopyOnWriteArrayList<String>();
        CleaningJob.run(arguments, store.location(), progress -> said.add(progress.message()));
        return said;
    }

    @Test
    void writesSeveralFiles() {
        assertThat(expected.objects())
                .extracting(Manifest.Entry::name)
                .contains("sales/part-00000.parquet", "sales/part-00001.parquet");
    }

    @Test
    void makesTheSameOnTwoExecutorsInProcessesOfTheirOwn() throws IOException {
        // Given
        var settings = Map.of(
                "spark.driver.host", "127.0.0.1",
                "spark.executor.extraClassPath", classpath(),
                "spark.executor.extraJavaOptions",
                        "-Daws.accessKeyId=%s -Daws.secretAccessKey=%s"
                                .formatted(
                                        store.stack().accessKey(), store.stack().secretKey()));
        // where a worker would look for Spark's own jars
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        settings.forEach(System::setProperty);

        // When
        List<String> said;
        try {
            said = run(arguments("cluster", new Executors("local-cluster[2,1,1024]", 2, 1, "1g")));
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }

        // Then
        assertThat(digests(store.clean().manifest("geo-dvf/cluster/").orElseThrow()))
                .isEqualTo(digests(expected));
        assertThat(said).first().isEqualTo("Waiting for the first of 2 Spark executors; each takes cores: 1, heap: 1g");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reading the landed files", "writing them"})
    void makesTheSameAfterItWasKilled(String moment) throws Exception {
        // Given
        var version = "killed-" + moment.substring(0, 7).strip().toLowerCase();
        var prefix = "geo-dvf/" + version + "/";
        var arguments = arguments(version, Executors.NONE);
        killWhenItSays(moment, process(arguments));

        // When
        run(arguments);

        // Then
        assertThat(digests(store.clean().manifest(prefix).orElseThrow())).isEqualTo(digests(expected));
        assertThat(store.objects(prefix)).containsExactlyInAnyOrderElementsOf(store.objects("geo-dvf/plain/"));
    }

    private static void killWhenItSays(String words, Process job) throws Exception {
        var said = new ArrayList<String>();
        try (var output = job.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                said.add(line);
                if (line.contains(words)) {
                    return;
                }
            }
            throw new AssertionError("The job never said '" + words + "', but: " + said);
        } finally {
            job.destroyForcibly().waitFor();
        }
    }

    /** The job as a service starts it. */
    private static Process process(CleaningArguments arguments) throws IOException {
        var file = folder.resolve("arguments.json");
        new ObjectMapper().writeValue(file.toFile(), arguments);
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", classpath(), CleaningJob.class.getName(), file.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(store.environment());
        return builder.start();
    }

    private static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
