package fr.toise.cli.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.train.job.experiment.Experiment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ExperimentCommandTest {

    @TempDir
    Path data;

    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new ExperimentCommand())
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    err.write(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    @Test
    void saysWhatToDoWhereNoModelIsLive() {
        assertThat(run("--data", data.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("There is no live model in " + data, "./toise up --once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"widht=64", "holdOutShare=0.3"})
    void refusesASettingThatThereIsNot(String setting) throws Exception {
        // Given
        aModelIsLive();

        // When
        int code = run("--data", data.toString(), "--set", setting);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "There is no setting '" + setting.split("=")[0]
                                + "'; expected one of [layers, width, heads, networks, epochs,"
                                + " batchSize, peakLearningRate, weightDecay, dropout, indexDays, halfLifeDays, without, seed]");
    }

    @Test
    void refusesANameThatLeadsElsewhere() {
        assertThat(run("--data", data.toString(), "--name", "../elsewhere")).isEqualTo(1);
        assertThat(err.toString()).contains("--name was '../elsewhere'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "width=wide | --set width: 'wide' was given, expected a number, a whole one",
                "epochs=0 | --set epochs: 0 was given, expected more than 0"
            })
    void saysWhichSettingNothingCanBeTrainedWith(String setting, String said) throws Exception {
        // Given
        aModelIsLive();

        // When
        int code = run("--data", data.toString(), "--set", setting);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).isEqualTo(said);
    }

    private void aModelIsLive() throws IOException {
        aModelIsLive("");
    }

    private void aModelIsLive(String without) throws IOException {
        var model = Files.createDirectories(data.resolve("s3/buckets/toise-model/paris-flats/v1"));
        Files.writeString(model.resolveSibling("champion.json"), "{\"version\": \"v1\"}");
        Files.writeString(model.resolve("report.json"), """
                {"dataset": "geo-dvf", "datasetVersion": "d1",
                 "settings": {"holdOutShare": 0.15, "layers": 2, "width": 96, "heads": 4, "networks": 5, "epochs": 12,
                  "batchSize": 256, "peakLearningRate": 0.002, "weightDecay": 0.01, "dropout": 0, "indexDays": 60,
                  "halfLifeDays": 900, "without": [%s], "seed": 1}}""".formatted(without));
    }

    @Test
    void givesEachExperimentAPlaceOfItsOwnForTemporaryFiles() throws Exception {
        // Given
        aModelIsLive();

        // When
        int code = runTheProgram();

        // Then
        assertThat(code).isZero();
        var temporary = Path.of(Files.readString(libraries().resolve("temporary")));
        assertThat(temporary.getFileName().toString()).startsWith("toise-experiment-");
        assertThat(temporary).doesNotExist();
    }

    @Test
    void tellsAllFeaturesWhereTheLiveModelLeavesSomeOut() throws Exception {
        // Given
        aModelIsLive("\"carrez\"");

        // When
        int code = runTheProgram("--set", "without=");

        // Then
        assertThat(code).isZero();
        assertThat(libraries().resolve("arguments")).content().contains("\"without\":[]");
    }

    private int runTheProgram(String... options) throws IOException {
        layOutTheProgram(Files.createDirectories(libraries()).resolve("job.jar"));
        System.setProperty("toise.home", data.resolve("home").toString());
        try {
            return run(Stream.concat(Stream.of("--data", data.toString()), Stream.of(options))
                    .toArray(String[]::new));
        } finally {
            System.clearProperty("toise.home");
        }
    }

    private Path libraries() {
        return data.resolve("home/train-service/job/target/lib");
    }

    private static void layOutTheProgram(Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            var entry = Experiment.class.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(entry));
            try (var in = Experiment.class.getClassLoader().getResourceAsStream(entry)) {
                in.transferTo(out);
            }
            out.closeEntry();
        }
    }

    @Test
    void refusesFoldsThatLeaveNothingToLearnFrom() {
        assertThat(run("--folds", "9", "--share", "0.2")).isEqualTo(1);
        assertThat(err.toString()).contains("--share was 0.2");
    }
}
