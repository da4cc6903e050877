package fr.toise.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassCachesTest {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final String SHARED = "source: shared objects file";

    @TempDir
    Path folder;

    private Path jars;
    private Path caches;
    private final List<LocalJobLauncher> launchers = new ArrayList<>();

    @BeforeEach
    void putTheTestsOwnProgramIntoAFolderOfJars() throws IOException {
        jars = TestProgram.jars(folder);
        caches = folder.resolve("caches");
    }

    @AfterEach
    void close() {
        launchers.forEach(LocalJobLauncher::close);
    }

    @Test
    void theFirstRunLeavesACacheThatTheSecondStartsFrom() throws Exception {
        // Given
        var launcher = launcher(JAVA_HOME);
        var first = sourceOfTheProgram(launcher);
        awaitCache();

        // When
        var second = sourceOfTheProgram(launcher);

        // Then
        assertThat(first).doesNotContain(SHARED);
        assertThat(second).contains(SHARED);
        assertThat(names(caches)).allMatch(name -> name.endsWith(".jsa") || name.endsWith(".lock"));
    }

    @Test
    void aChangedJarMakesAnotherCacheAndTheOldOneGoes() throws Exception {
        // Given
        var launcher = launcher(JAVA_HOME);
        sourceOfTheProgram(launcher);
        var old = awaitCache();
        Files.copy(jars.resolve("0.jar"), jars.resolve("more.jar"));

        // When
        var source = sourceOfTheProgram(launcher);

        // Then
        assertThat(source).doesNotContain(SHARED);
        await().atMost(SOON).until(() -> !Files.exists(old) && cachesMade().size() == 1);
    }

    enum Damage {
        EMPTY {
            @Override
            byte[] to(byte[] cache) {
                return new byte[0];
            }
        },
        CUT_OFF {
            @Override
            byte[] to(byte[] cache) {
                return Arrays.copyOf(cache, cache.length / 2);
            }
        },
        CHANGED {
            @Override
            byte[] to(byte[] cache) {
                Arrays.fill(cache, cache.length / 3, cache.length / 2, (byte) 0);
                return cache;
            }
        };

        abstract byte[] to(byte[] cache);
    }

    @ParameterizedTest
    @EnumSource
    void aJobRunsWithoutACacheThatIsDamaged(Damage damage) throws Exception {
        // Given
        var launcher = launcher(JAVA_HOME);
        sourceOfTheProgram(launcher);
        var cache = awaitCache();
        var damaged = damage.to(Files.readAllBytes(cache));
        Files.delete(cache);
        Files.write(cache, damaged);

        // When
        var source = sourceOfTheProgram(launcher);

        // Then
        assertThat(source).doesNotContain(SHARED);
    }

    @Test
    void aJobRunsWhereNoCacheCanBeKept() throws Exception {
        // Given
        Files.writeString(caches, "a file in the folder's place");

        // When
        var source = sourceOfTheProgram(launcher(JAVA_HOME));

        // Then
        assertThat(source).isNotEmpty();
    }

    @Test
    void anOperatorWhoChoseAnArchiveKeepsIt() throws Exception {
        // Given
        var launcher = launcher(JAVA_HOME, "-Xshare:off");

        // When
        sourceOfTheProgram(launcher);

        // Then
        assertThat(caches).doesNotExist();
    }

    @Test
    void aFailedJobLeavesNoCache() throws Exception {
        // Given a JVM that says when it is asked for a cache
        var asked = folder.resolve("asked");
        var launcher = launcher(javaThatMakesACacheBy("touch " + asked));

        // When
        var outcome = launcher.run(job("fail", ""), progress -> {});
        launcher.close();

        // Then
        assertThat(outcome.exitCode()).isEqualTo(JobProgram.FAILED);
        assertThat(asked).doesNotExist();
        assertThat(names(caches)).isEmpty();
    }

    @Test
    void aCacheThatWasNotFinishedIsNotTakenForWhole() throws Exception {
        // Given a JVM that is killed while it writes
        var asked = folder.resolve("asked");
        var launcher = launcher(javaThatMakesACacheBy("echo half > $made; touch " + asked + "; kill -9 $$"));

        // When
        sourceOfTheProgram(launcher);

        // Then
        await().atMost(SOON)
                .until(() -> Files.exists(asked) && names(caches).stream().allMatch(name -> name.endsWith(".lock")));
        assertThat(cachesMade()).isEmpty();
    }

    @Test
    void closingEndsTheMakingOfACache() throws Exception {
        // Given a JVM that takes its time
        var pid = folder.resolve("pid");
        var launcher = launcher(javaThatMakesACacheBy(
                "echo half > $made; echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 600"));
        sourceOfTheProgram(launcher);
        await().atMost(SOON).until(() -> Files.exists(pid));
        var making =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

        // When
        launcher.close();

        // Then
        await().atMost(SOON).until(() -> !making.isAlive());
        await().atMost(SOON).until(() -> names(caches).stream().allMatch(name -> name.endsWith(".lock")));
    }

    @Test
    void onlyOneAtATimeMakesACache() throws Exception {
        // Given
        var asked = folder.resolve("asked");
        var java = javaThatMakesACacheBy("touch " + asked);
        var program = JavaProgram.of(java, List.of(), jars, "Main");
        Files.createDirectories(caches);
        try (var busy = FileChannel.open(
                        caches.resolve("Main.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = busy.lock();
                var same = new ClassCaches(caches)) {
            // When
            same.create(ClassCache.of(program, caches), folder.resolve("classes"));

            // Then
            assertThat(held.isValid()).isTrue();
            assertThat(asked).doesNotExist();
        }
    }

    private LocalJobLauncher launcher(Path javaHome, String... more) {
        var options = new ArrayList<>(List.of("-Xmx64m", "-Xlog:class+load:file=" + folder + "/loaded-%p.log"));
        options.addAll(List.of(more));
        var launcher = new LocalJobLauncher(javaHome, options, jars, Optional.of(caches));
        launchers.add(launcher);
        return launcher;
    }

    private static Job job(String what, String file) {
        return new Job("test-job", TestProgram.class.getName(), new TestProgram.Arguments(what, file), Map.of());
    }

    /** Where the JVM of a job says that it has its main class from. */
    private String sourceOfTheProgram(JobLauncher launcher) throws Exception {
        var process = folder.resolve("process");
        var outcome = launcher.run(job("tell its process", process.toString()), progress -> {});
        assertThat(outcome.succeeded()).as("%s", outcome.lastLines()).isTrue();
        return Files.readAllLines(folder.resolve("loaded-" + Files.readString(process) + ".log")).stream()
                .filter(line -> line.contains(" " + TestProgram.class.getName() + " "))
                .findFirst()
                .orElseThrow();
    }

    /** A JVM like this one that does something else when it is asked for a cache, whose file is then {@code $made}. */
    private Path javaThatMakesACacheBy(String commands) throws IOException {
        var home = folder.resolve("jdk");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"a test's\"");
        var java = Files.createFile(
                home.resolve("bin").resolve("java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(java, """
                #!/bin/sh
                for option; do
                  case $option in
                    -XX:SharedArchiveFile=*) made=${option#*=} ;;
                    -Xshare:dump) making=yes ;;
                  esac
                done
                if [ "$making" ]; then
                  %s
                  exit
                fi
                exec %s "$@"
                """.formatted(commands, JAVA_HOME.resolve("bin").resolve("java")));
        return home;
    }

    private Path awaitCache() throws IOException {
        await().atMost(SOON).until(() -> cachesMade().size() == 1);
        return cachesMade().get(0);
    }

    private List<Path> cachesMade() throws IOException {
        return names(caches).stream()
                .filter(name -> name.endsWith(ClassCache.SUFFIX))
                .map(caches::resolve)
                .toList();
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
