package fr.toise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.job.JobProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobLauncherTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private JobLauncher launcher;
    private final List<JobProgress> progress = new ArrayList<>();

    @BeforeEach
    void putTheTestsOwnProgramIntoAFolderOfJars() throws IOException {
        launcher = new LocalJobLauncher(
                Path.of(System.getProperty("java.home")), List.of("-Xmx64m"), TestProgram.jars(folder));
    }

    @Test
    void refusesAFolderThatIsNotThereAndNamesIt() {
        assertThatThrownBy(() -> new LocalJobLauncher(
                        Path.of(System.getProperty("java.home")), List.of(), Path.of("no/such/folder")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no/such/folder");
    }

    @Test
    void aNameThatKubernetesWouldRefuseIsRefusedHereToo() {
        assertThatThrownBy(() -> new Job("Train_1", "Main", Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Train_1");
    }

    @Test
    void handsOverArgumentsAndEnvironmentAndHearsProgress() throws Exception {
        // Given
        var answer = folder.resolve("answer");
        var job = job(new TestProgram.Arguments("succeed", answer.toString()), Map.of("TOLD", "a secret"));

        // When
        var outcome = launcher.run(job, progress::add);

        // Then
        assertThat(outcome.succeeded()).isTrue();
        assertThat(Files.readString(answer)).isEqualTo("a secret");
        assertThat(progress).containsExactly(new JobProgress(1, 2, "halves", "half way"));
        assertThat(outcome.lastLines()).contains("a line for the log");
    }

    @Test
    void jobsThatRunAtOnceKeepToThemselves() throws Exception {
        // Given a launcher that keeps class caches, of which there is none yet
        var caching = new LocalJobLauncher(
                Path.of(System.getProperty("java.home")),
                List.of("-Xmx64m"),
                folder.resolve("jars"),
                Optional.of(folder.resolve("caches")));
        var threads = Executors.newFixedThreadPool(4);
        try (caching) {
            var jobs = IntStream.range(0, 4)
                    .<Callable<List<JobProgress>>>mapToObj(number -> () -> {
                        var heard = new ArrayList<JobProgress>();
                        var arguments = new TestProgram.Arguments(
                                "succeed", folder.resolve("answer" + number).toString());
                        var job = new Job(
                                "job-" + number,
                                TestProgram.class.getName(),
                                arguments,
                                Map.of("TOLD", "secret " + number));
                        assertThat(caching.run(job, heard::add).succeeded()).isTrue();
                        return heard;
                    })
                    .toList();

            // When
            var heard = threads.invokeAll(jobs);

            // Then
            for (int number = 0; number < 4; number++) {
                assertThat(heard.get(number).get()).hasSize(1);
                assertThat(folder.resolve("answer" + number)).hasContent("secret " + number);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tellsAFailureFromARefusalFromBadArguments() throws Exception {
        var failed = launcher.run(job(new TestProgram.Arguments("fail", ""), Map.of()), progress::add);
        var refused = launcher.run(job(new TestProgram.Arguments("refuse", ""), Map.of()), progress::add);
        var bad = launcher.run(job(List.of("not", "a", "record"), Map.of()), progress::add);

        assertThat(failed.exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(failed.lastWords()).contains("something broke");
        assertThat(refused.refused()).isTrue();
        assertThat(refused.lastWords()).isEqualTo("this input is of no use");
        assertThat(bad.exitCode()).isEqualTo(JobProgram.BAD_ARGUMENTS);
    }

    @Test
    void theLastWordsOfALongMessageSayWhatWentWrong() throws Exception {
        var failed = launcher.run(job(new TestProgram.Arguments("fail at length", ""), Map.of()), progress::add);

        assertThat(failed.lastWords())
                .contains("the stage failed", "no space left")
                .doesNotContain("stacktrace");
    }

    @Test
    void aFullHeapIsNoRefusal() throws Exception {
        // Given the options that jobs are run with
        launcher = new LocalJobLauncher(
                Path.of(System.getProperty("java.home")),
                List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                folder.resolve("jars"));

        // When
        var outcome = launcher.run(job(new TestProgram.Arguments("fill the heap", ""), Map.of()), progress::add);

        // Then
        assertThat(outcome.exitCode()).isEqualTo(JobProgram.OUT_OF_MEMORY);
        assertThat(outcome.refused()).isFalse();
        assertThat(outcome.lastWords()).contains("Java heap space");
    }

    @Test
    void stopsTheJobWhenTheServiceIsStopped() throws Exception {
        // Given
        var answer = folder.resolve("pid");
        var interrupted = new AtomicReference<Boolean>();
        var service = new Thread(() -> {
            try {
                launcher.run(job(new TestProgram.Arguments("wait", answer.toString()), Map.of()), progress::add);
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        service.start();
        await().atMost(SOON)
                .until(() -> Files.exists(answer) && !Files.readString(answer).isEmpty());
        var child = ProcessHandle.of(Long.parseLong(Files.readString(answer))).orElseThrow();

        // When
        service.interrupt();

        // Then
        service.join(SOON.toMillis());
        assertThat(interrupted.get()).isTrue();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void theJobDiesWithAServiceThatIsKilled() throws Exception {
        // Given a program that launches the job, and is then killed hard
        var answer = folder.resolve("pid");
        var service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledService.class.getName(),
                        folder.toString(),
                        answer.toString())
                .inheritIO()
                .start();
        await().atMost(SOON)
                .until(() -> Files.exists(answer) && !Files.readString(answer).isEmpty());
        var child = ProcessHandle.of(Long.parseLong(Files.readString(answer))).orElseThrow();

        // When
        service.destroyForcibly();

        // Then
        await().atMost(SOON).until(() -> !child.isAlive());
    }

    private static Job job(Object arguments, Map<String, String> environment) {
        return new Job("test-job", TestProgram.class.getName(), arguments, environment);
    }

    /** Launches a job that waits. */
    static final class KilledService {

        public static void main(String[] commandLine) throws IOException, InterruptedException {
            new LocalJobLauncher(Path.of(System.getProperty("java.home")), List.of(), Path.of(commandLine[0], "jars"))
                    .run(job(new TestProgram.Arguments("wait", commandLine[1]), Map.of()), said -> {});
        }
    }
}
