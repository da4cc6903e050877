package fr.toise.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.cli.CommandLineRun;
import fr.toise.cli.FakeService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchCommandTest {

    private static final String PATH = "/api/v1/searches";
    private static final String SETTINGS = """
            {"layers": 2, "width": 96, "heads": 4, "networks": 5, "epochs": 17, "peakLearningRate": 6.35E-4, "weightDecay": 0.0154,
             "dropout": 0.12, "indexDays": 60, "halfLifeDays": 900, "without": []}""";
    private static final String WAITING = """
            {"search": "5e1", "state": "WAITING", "dataset": "geo-dvf", "datasetVersion": "d1", "trials": 32, "done": 0, "total": 47,
             "lost": 0, "message": "It is run after the present work", "createdAt": "2026-10-08T03:01:00Z"}""";
    private static final String RUNNING = """
            {"search": "5e1", "state": "RUNNING", "dataset": "geo-dvf", "datasetVersion": "d1", "trials": 32, "done": 12, "total": 47,
             "lost": 1, "mdape": 0.099, "createdAt": "2026-10-08T03:01:00Z"}""";
    private static final String DONE = """
            {"search": "5e1", "state": "DONE", "dataset": "geo-dvf", "datasetVersion": "d1", "trials": 32, "done": 47, "total": 47,
             "lost": 1, "mdape": 0.0971, "best": 3, "settings": %s, "message": "Trial 3 of 32 has an MdAPE of 9.71 %%",
             "reason": {"text": "A search of 32 trials was asked for by operator"},
             "createdAt": "2026-10-08T03:01:00Z", "endedAt": "2026-10-08T03:08:00Z",
             "results": [{"trial": 3, "settings": %s, "rung": 2, "measures": {"mdape": 0.0971, "pe10": 0.511, "coverage": 0.8},
               "seconds": 14.26, "lost": null},
              {"trial": 1, "settings": %s, "rung": null, "measures": null, "seconds": 0, "lost": "out of memory"}]}""".formatted(SETTINGS, SETTINGS, SETTINGS);

    private final FakeService train = new FakeService();

    @TempDir
    Path data;

    @BeforeEach
    void keepAPassword() throws Exception {
        Files.writeString(data.resolve("operator-password"), "secret\n");
    }

    @AfterEach
    void stop() {
        train.close();
    }

    @Test
    void beginsAndShowsHowFarItIsUntilTheEnd() {
        // Given
        train.answering(PATH, 202, WAITING);
        train.answeringInTurn(PATH + "/5e1", WAITING, RUNNING, RUNNING, DONE);

        // When
        var run = search("--trials", "32", "--seed", "7", "--every", "1", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(train.sentTo(PATH)).isEqualTo("{\"trials\":32,\"seed\":7}");
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                0 of 47 trials, waiting for the present work
                12 of 47 trials, 1 lost, best MdAPE 9.90 %
                Search 5e1  DONE on geo-dvf/d1, begun 2026-10-08T03:01Z
                47 of 47 trials, 1 lost, best MdAPE 9.71 %
                Trial 3 of 32 has an MdAPE of 9.71 %

                TRIAL  RUNG   MdAPE    PE10  COVERAGE  SECONDS  SETTINGS
                    3     2  9.71 %  51.1 %    80.0 %     14.3  2 × 96, 4 heads, dropout 0.12, rate 0.000635, decay 0.0154, 17 epochs, index 60 d, half-life 900 d
                    1                                           2 × 96, 4 heads, dropout 0.12, rate 0.000635, decay 0.0154, 17 epochs, index 60 d, half-life 900 d  LOST: out of memory

                A model is trained with the best; ./toise models says whether it is live.
                To train all the next ones like it, start with:
                  TOISE_TRAINING_LAYERS=2 \\
                  TOISE_TRAINING_WIDTH=96 \\
                  TOISE_TRAINING_HEADS=4 \\
                  TOISE_TRAINING_DROPOUT=0.12 \\
                  TOISE_TRAINING_PEAK_LEARNING_RATE=0.000635 \\
                  TOISE_TRAINING_WEIGHT_DECAY=0.0154 \\
                  TOISE_TRAINING_EPOCHS=17 \\
                  TOISE_TRAINING_INDEX_DAYS=60 \\
                  TOISE_TRAINING_HALF_LIFE_DAYS=900
                """);
    }

    @Test
    void goesOnWatchingWhenTheServiceIsStartedAgain() {
        // Given
        train.answering(PATH, 202, WAITING);
        train.answeringInTurn(
                PATH + "/5e1", RUNNING, FakeService.NO_REPLY, FakeService.NO_REPLY, FakeService.NO_REPLY, DONE);

        // When
        var run = search("--trials", "32", "--every", "1", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .containsOnlyOnce("train-service does not answer; it is asked again")
                .contains("Search 5e1  DONE");
    }

    @Test
    void saysThatTheSearchGoesOnWhenTheServiceStaysAway() {
        // Given
        train.answering(PATH, 202, WAITING);
        // Java's client asks twice by itself
        train.answeringInTurn(PATH + "/5e1", FakeService.NO_REPLY, FakeService.NO_REPLY, FakeService.NO_REPLY, DONE);

        // When
        var run = search("--trials", "32", "--every", "1", "--patience", "0", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("./toise search show 5e1");
    }

    @Test
    void doesNotWaitWhenToldSo() {
        // Given
        train.answering(PATH, 202, WAITING);

        // When
        var run = search("--trials", "32", "--detach", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Search 5e1: It is run after the present work", "./toise search show 5e1");
    }

    @Test
    void aSearchThatFoundNothingIsAFailure() {
        // Given
        train.answering(PATH, 202, WAITING);
        train.answering(PATH + "/5e1", 200, DONE.replace("\"DONE\"", "\"FAILED\""));

        // When
        var run = search("--trials", "32", "--data", data.toString());

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void listsTheSearches() {
        // Given
        train.answering(PATH, 200, "[" + DONE + "]");

        // When
        var run = search();

        // Then
        assertThat(run.out()).isEqualToNormalizingNewlines("""
                SEARCH  STATE  ON          TRIALS      DONE   MdAPE  BEGUN              BECAUSE
                5e1     DONE   geo-dvf/d1      32  47 of 47  9.71 %  2026-10-08T03:01Z  A search of 32 trials was asked for by operator
                """);
    }

    @Test
    void saysHowToBeginTheFirst() {
        // Given
        train.answering(PATH, 200, "[]");

        // When
        var run = search();

        // Then
        assertThat(run.out()).contains("./toise search --trials 32");
    }

    @Test
    void showsOneSearch() {
        // Given
        train.answering(PATH + "/5e1", 200, DONE);

        // When
        var run = search("show", "5e1");

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Search 5e1  DONE on geo-dvf/d1");
    }

    @Test
    void refusesWhatCannotBeASearch() {
        // When
        var run = search("show", "../x");

        // Then
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'../x' is no search", "./toise search lists");
    }

    @Test
    void namesTheNumberThatIsNone() {
        // When
        var run = search("--trials", "many");

        // Then
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'many' was given, expected a whole number", "./toise search --help");
    }

    private CommandLineRun search(String... arguments) {
        var all = new ArrayList<>(List.of("search"));
        all.addAll(List.of(arguments));
        // train-service is three ports after predict-service
        all.addAll(List.of("--port", String.valueOf(train.port() - 3)));
        return CommandLineRun.of(all.toArray(String[]::new));
    }
}
