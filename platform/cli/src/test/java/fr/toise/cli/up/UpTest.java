package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.cli.Toise;
import io.quarkus.runner.GeneratedMain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own, with the real broker and the real object store, and four services that pretend. */
class UpTest {

    private static final List<String> SERVICES =
            List.of("ingest-service", "clean-service/app", "train-service/app", "predict-service");
    private static final String[] NAMES = {"ingest-service", "clean-service", "train-service", "predict-service"};
    private static final String CLASS_CACHE = "TOISE_JOBS_LOCAL_CLASS_CACHE";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Path home;
    private Path data;
    private int port;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void layOutAProject() throws Exception {
        home = folder.resolve("home");
        data = folder.resolve("data");
        for (var service : SERVICES) {
            layOutAService(home.resolve(service).resolve("target/quarkus-app"));
        }
        Files.createDirectories(home.resolve("clean-service/job/target/lib"));
        Files.createDirectories(home.resolve("train-service/job/target/lib"));
        Files.createDirectories(home.resolve("platform"));
        Files.createSymbolicLink(
                home.resolve("platform/local-stack"),
                Path.of(System.getProperty("toise.home"), "platform", "local-stack"));
        port = sixFreePorts();
    }

    @AfterEach
    void killWhatIsLeft() throws Exception {
        var left = children();
        started.forEach(Process::destroyForcibly);
        left.forEach(ProcessHandle::destroyForcibly);
        Files.delete(home.resolve("platform/local-stack"));
    }

    @Test
    void endsWithAnEstimateAndLeavesNoProcessBehind() throws Exception {
        // When
        var up = up(Map.of(), "--once");

        // Then
        assertThat(up.waitFor()).as(printed(up)).isZero();
        assertThat(printed(up))
                .contains("MADE-UP SALES")
                .contains("ingest  done       ingest did it")
                .contains("Model paris-flats m1 is live, with sales up to 2025-12-31; its sales are MADE UP.")
                .contains("For example, 1 RUE DE LA PAIX 75002, 40 m², 2 rooms:")
                .contains("Estimate  400,000 €")
                .contains("http://127.0.0.1:" + port + "/");
        assertThat(data.resolve("run").toFile().list()).containsExactly("up.lock");
        for (var secret : List.of("operator-password", "s3/credentials.properties")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(secret))))
                    .isEqualTo("rw-------");
        }
        for (var service : NAMES) {
            assertThat(data.resolve("logs").resolve(service + ".log"))
                    .content()
                    .contains("I am told the password: " + !service.equals("predict-service"))
                    .contains("My temporary files are in " + data.resolve("tmp").resolve(service) + "\n");
        }
    }

    @Test
    void runsUntilItIsStopped() throws Exception {
        // Given
        var up = up(Map.of());
        await().atMost(PATIENCE).until(() -> printed(up).contains("Stop with Ctrl-C"));
        var children = children();

        // When
        signal("INT", up);

        // Then
        assertThat(up.waitFor()).isEqualTo(130);
        assertThat(children).hasSize(6).noneMatch(ProcessHandle::isAlive);
        assertThat(printed(up)).contains("Estimate  400,000 €").endsWith("Stopped.\n");
    }

    @Test
    void startsServicesFromTheClassesThatTheyLoadedBefore() throws Exception {
        // Given
        var caches = Files.createDirectory(folder.resolve("caches"));
        var first = up(Map.of(CLASS_CACHE, caches.toString()));
        await().atMost(PATIENCE).until(() -> cached(caches).equals(Set.of(NAMES)));
        signal("INT", first);
        first.waitFor();
        assertThat(data.resolve("logs/predict-service.log")).content().contains("I have a class cache: false");

        // When
        var up = up(Map.of(CLASS_CACHE, caches.toString()), "--once");

        // Then
        assertThat(up.waitFor()).as(printed(up)).isZero();
        for (var service : NAMES) {
            assertThat(data.resolve("logs").resolve(service + ".log")).content().contains("I have a class cache: true");
        }
    }

    private static Set<String> cached(Path caches) throws IOException {
        try (var files = Files.list(caches)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsa"))
                    .map(name -> name.replaceFirst("-[0-9a-f]+\\.jsa", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void saysWhoDiedAndStopsTheRest() throws Exception {
        // When
        var up = up(Map.of(PretendService.DIES, "clean"));

        // Then
        assertThat(up.waitFor()).as(printed(up)).isEqualTo(1);
        assertThat(printed(up)).contains("clean-service ended with exit code 9", "I am clean\n", "\nI can't go on");
        assertThat(data.resolve("run").toFile().list()).containsExactly("up.lock");
    }

    @Test
    void stopsWhatARunThatWasKilledLeftBehind() throws Exception {
        // Given
        var killed = up(Map.of());
        await().atMost(PATIENCE).until(() -> printed(killed).contains("Stop with Ctrl-C"));
        var orphans = children();
        killed.destroyForcibly().waitFor();
        assertThat(orphans).hasSize(6).allMatch(ProcessHandle::isAlive);

        // When
        var up = up(Map.of(), "--once");

        // Then
        assertThat(up.waitFor()).as(printed(up)).isZero();
        assertThat(printed(up))
                .contains(
                        "Stopped what an earlier run left behind: predict-service, train-service, clean-service, ingest-service, s3, kafka");
        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void takesAwayTheNativeLibrariesThatWereNotUnpackedWhole() throws Exception {
        // Given
        var left = Files.createDirectories(data.resolve("djl/pytorch/tmp14511385848722947579"));
        Files.writeString(left.resolve("libtorch_cpu.so"), "half");
        var whole = Files.createDirectories(data.resolve("djl/pytorch/2.7.1-cpu-linux-x86_64"));
        Files.writeString(whole.resolve("libtorch_cpu.so"), "whole");

        // When
        var up = up(Map.of(), "--once");

        // Then
        assertThat(up.waitFor()).as(printed(up)).isZero();
        assertThat(left).doesNotExist();
        assertThat(whole.resolve("libtorch_cpu.so")).exists();
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        // Given
        try (var taken = new ServerSocket(port + 2, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            var up = up(Map.of(), "--once");

            // Then
            assertThat(up.waitFor()).isEqualTo(1);
            assertThat(printed(up)).contains("Port " + taken.getLocalPort() + " is in use, and clean-service needs it");
        }
    }

    private Process up(Map<String, String> environment, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtoise.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                Toise.class.getName(),
                "up",
                "--source=sample",
                "--data=" + data,
                "--port=" + port,
                "--kafka-port=" + (port + 4),
                "--s3-port=" + (port + 5)));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed." + started.size()).toFile());
        builder.environment().put(CLASS_CACHE, "");
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private String printed(Process up) throws IOException {
        return Files.readString(folder.resolve("printed." + started.indexOf(up)));
    }

    private List<ProcessHandle> children() {
        return started.stream()
                .flatMap(process -> process.toHandle().children())
                .toList();
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private static void layOutAService(Path app) throws IOException {
        for (var part : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            Files.createDirectories(app.resolve(part));
        }
        try (var out = new JarOutputStream(Files.newOutputStream(app.resolve("app/service.jar")))) {
            for (var type : List.of(GeneratedMain.class, PretendService.class)) {
                var entry = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (var in = type.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }

    /** The first of six in a row. */
    private static int sixFreePorts() throws IOException {
        for (int first = 20_000 + (int) (ProcessHandle.current().pid() % 1_000) * 6; ; first += 6) {
            if (allFree(first)) {
                return first;
            }
        }
    }

    private static boolean allFree(int first) {
        for (int candidate = first; candidate < first + 6; candidate++) {
            try {
                new ServerSocket(candidate, 1, InetAddress.getByName("127.0.0.1")).close();
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
