package fr.toise.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** {@code ./toise up} as a user runs it: broker, object store and services, each in its own process. */
final class RunningToise implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path HOME = Path.of(System.getProperty("toise.home"));
    private static final int SERVICES = 4;
    private static final int TRAIN = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path output;
    private final int port;

    private RunningToise(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    static RunningToise up(Path source, Path data, Path output, Map<String, String> environment) throws IOException {
        int port = portsInARow(SERVICES);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dtoise.home=" + HOME,
                        "-cp",
                        HOME.resolve("platform/cli/target/lib/*").toString(),
                        "fr.toise.cli.Toise",
                        "up",
                        "--source=" + source,
                        "--data=" + data,
                        "--port=" + port,
                        "--kafka-port=" + freePort(),
                        "--s3-port=" + freePort())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new RunningToise(builder.start(), output, port);
    }

    void awaitLiveModel(Duration patience) {
        await().alias("a live model")
                .atMost(patience)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "toise up ended with " + process.exitValue() + ":\n" + output());
                    }
                    return status("/q/health/ready") == 200;
                });
    }

    /** Until a service has looked for work and found none left. */
    void awaitIdle(int service, Duration patience) {
        await().alias("an idle service")
                .atMost(patience)
                .ignoreException(ConnectException.class)
                .until(() -> {
                    var status = get(service, "/api/v1/status");
                    return status.get("looks").asLong() > 0
                            && !status.get("busy").asBoolean();
                });
    }

    /** Until train-service has started its job. */
    void awaitTraining(Duration patience) {
        await().alias("training")
                .atMost(patience)
                .ignoreException(ConnectException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "toise up ended with " + process.exitValue() + ":\n" + output());
                    }
                    return "RUNNING"
                            .equals(get(TRAIN, "/api/v1/status").path("state").asText());
                });
    }

    /** Everything at once, with no time to tidy up. */
    void kill() {
        var all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(30)).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Everything that was started, directly or not. */
    List<ProcessHandle> processes() {
        var all = new ArrayList<ProcessHandle>();
        all.add(process.toHandle());
        process.descendants().forEach(all::add);
        return all;
    }

    JsonNode get(int service, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (port + service) + path))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    HttpResponse<String> estimate(JsonNode question) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/estimates"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode parse(String json) throws IOException {
        return JSON.readTree(json);
    }

    private int status(String path) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException notListeningYet) {
            return 0;
        }
    }

    /** As Ctrl-C in a terminal does. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new IllegalStateException("toise up does not stop:\n" + output());
        }
    }

    @Override
    public void close() throws InterruptedException {
        var all = processes();
        process.destroy();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static int freePort() {
        return portsInARow(1);
    }

    /** Below those that systems give to outgoing connections, one of which could take it before it is used. */
    private static int portsInARow(int ports) {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (IntStream.range(first, first + ports).allMatch(RunningToise::isFree)) {
                return first;
            }
        }
        throw new IllegalStateException("No " + ports + " free ports in a row");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
