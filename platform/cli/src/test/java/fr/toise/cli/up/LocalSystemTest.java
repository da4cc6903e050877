package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.toise.cli.services.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSystemTest {

    @TempDir
    Path folder;

    private DataFolder data;
    private LocalSystem system;

    @BeforeEach
    void create() {
        data = new DataFolder(folder);
        data.create();
        system = new LocalSystem(data);
    }

    @AfterEach
    void stop() {
        system.stop(text -> {});
    }

    @Test
    void stopsThoseFirstThatNeedTheOthers() throws Exception {
        // Given
        var order = folder.resolve("order");
        for (var name : List.of(Programs.KAFKA, Programs.S3, Programs.PREDICT, Programs.INGEST)) {
            system.start(program(
                    name,
                    "trap 'echo " + name + " >> " + order + "; exit 0' TERM; echo up; while :; do sleep 0.05; done"));
            awaitLog(name, "up");
        }

        // When
        system.stop(text -> {});

        // Then
        assertThat(Files.readAllLines(order))
                .containsExactly(Programs.PREDICT, Programs.INGEST, Programs.S3, Programs.KAFKA);
        assertThat(data.run()).isEmptyDirectory();
    }

    @Test
    void leavesItsProgramsAloneWhenTheTerminalSaysCtrlC() throws Exception {
        // Given
        system.start(program(Programs.KAFKA, "echo up; while :; do sleep 0.05; done; echo over"));
        awaitLog(Programs.KAFKA, "up");
        var process = PidFile.in(data.run(), Programs.KAFKA).process().orElseThrow();

        // When
        signal("INT", process);
        signal("HUP", process);

        // Then
        assertThat(process.isAlive()).isTrue();
        assertThat(system.dead()).isEmpty();
    }

    @Test
    void tellsTheEndOfTheLogOfWhatDied() {
        // Given
        system.start(program(Programs.TRAIN, "echo all is well; echo out of luck; exit 7"));

        // When
        var dead = await().until(system::dead, Optional::isPresent).orElseThrow();

        // Then
        assertThat(dead.obituary())
                .contains("train-service ended with exit code 7", "train-service.log", "all is well\nout of luck");
    }

    @Test
    void tellsWhatWasSaidAndNotWhereInTheProgram() {
        // Given
        system.start(
                program(
                        Programs.TRAIN,
                        "printf 'Failed to start\\n\\tat some.Place(Place.java:1)\\nCaused by: a wrong setting\\n\\t... 3 more\\n'; exit 1"));

        // When
        var dead = await().until(system::dead, Optional::isPresent).orElseThrow();

        // Then
        assertThat(dead.obituary())
                .contains("Failed to start\nCaused by: a wrong setting")
                .doesNotContain("some.Place", "3 more");
    }

    @Test
    void stopsWhatAnEarlierRunLeftBehind() throws Exception {
        // Given
        system.start(program(Programs.CLEAN, "echo up; exec sleep 600"));
        awaitLog(Programs.CLEAN, "up");
        var left = PidFile.in(data.run(), Programs.CLEAN).process().orElseThrow();

        // When
        var stopped = LocalSystem.stopLeftovers(data);

        // Then
        assertThat(stopped).containsExactly(Programs.CLEAN);
        assertThat(left.isAlive()).isFalse();
        assertThat(LocalSystem.stopLeftovers(data)).isEmpty();
    }

    @Test
    void sparesAProcessThatOnlyHasTheSameId() throws Exception {
        // Given
        var stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    data.run().resolve("clean-service.pid"),
                    stranger.pid() + " "
                            + stranger.info()
                                    .startInstant()
                                    .orElseThrow()
                                    .minusSeconds(60)
                                    .toEpochMilli());

            // When
            var stopped = LocalSystem.stopLeftovers(data);

            // Then
            assertThat(stopped).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void keepsTheLogOfTheRunBefore() {
        // Given
        system.start(program(Programs.S3, "echo first"));
        awaitLog(Programs.S3, "first");

        // When
        system.start(program(Programs.S3, "echo second"));
        awaitLog(Programs.S3, "second");

        // Then
        assertThat(data.logs().resolve("s3.log.previous")).hasContent("first");
    }

    @Test
    void takesAwayTheTemporaryFilesOfTheRunBefore() throws Exception {
        // Given
        var left = Files.createDirectories(data.temporary(Programs.TRAIN).resolve("job"));
        Files.writeString(left.resolve("half"), "done");

        // When
        system.start(program(Programs.TRAIN, "echo up"));

        // Then
        assertThat(data.temporary(Programs.TRAIN)).isEmptyDirectory();
    }

    @Test
    void runsOnlyOnceOnAFolder() throws Exception {
        // Given
        try (var held = data.lock()) {
            // When
            assertThatThrownBy(() -> new DataFolder(folder).lock())
                    // Then
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("--data");
        }
    }

    private static Program program(String name, String script) {
        return new Program(name, new ArrayList<>(List.of("sh", "-c", script)), Map.of(), Set.of());
    }

    private void awaitLog(String name, String line) {
        var log = data.logs().resolve(name + ".log");
        await().until(() -> Files.exists(log) && Files.readString(log).contains(line));
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
