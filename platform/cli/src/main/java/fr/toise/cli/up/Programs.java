package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.OperatorPassword;
import fr.toise.cli.services.Ports;
import fr.toise.cli.up.Program.Listening;
import fr.toise.job.ClassCaches;
import fr.toise.job.JavaProgram;
import fr.toise.localstack.S3Credentials;
import fr.toise.localstack.StackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The processes of the system, as the build left them under the project's root. */
final class Programs implements AutoCloseable {

    static final String KAFKA = "kafka";
    static final String S3 = "s3";
    static final String INGEST = "ingest-service";
    static final String CLEAN = "clean-service";
    static final String TRAIN = "train-service";
    static final String PREDICT = "predict-service";

    private static final String CLASS_CACHE = "TOISE_JOBS_LOCAL_CLASS_CACHE";

    private final Path home;
    private final UpOptions options;
    private final Path javaHome = Path.of(System.getProperty("java.home"));
    private final Path java = javaHome.resolve("bin").resolve("java");
    private final Optional<ClassCaches> caches;
    /** Those that write down their classes, and where to. */
    private final Map<JavaProgram, Path> recording = new LinkedHashMap<>();

    Programs(Path home, UpOptions options) {
        this.home = home;
        this.options = options;
        this.caches = Optional.of(classCache())
                .filter(folder -> !folder.isBlank())
                .map(folder -> new ClassCaches(Path.of(folder)));
    }

    Program kafka() {
        return stackServer(
                KAFKA,
                StackServer.BROKER,
                options.data().kafka(),
                options.ports().kafka(),
                "--kafka-port");
    }

    Program s3() {
        return stackServer(
                S3,
                StackServer.OBJECT_STORE,
                options.data().s3(),
                options.ports().s3(),
                "--s3-port");
    }

    private Program stackServer(String name, StackServer server, Path folder, int port, String option) {
        var classpath = existing("platform/local-stack/target/lib").resolve("*").toString();
        return new Program(
                name, server.command(java, classpath, folder, port), Map.of(), Set.of(new Listening(port, option)));
    }

    Program ingest() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("TOISE_INGESTION_SOURCE", options.source().value());
        environment.put("TOISE_INGESTION_DEPARTMENTS", options.departments());
        environment.put("TOISE_INGESTION_YEARS", options.years());
        if (options.source().host() != null) {
            environment.put("TOISE_INGESTION_ALLOWED_HOSTS", options.source().host());
        }
        return service(INGEST, "ingest-service", options.ports().ingest(), "256m", environment);
    }

    Program clean() {
        return service(
                CLEAN,
                "clean-service/app",
                options.ports().clean(),
                "256m",
                Map.of(
                        "TOISE_CLEAN_DEPARTMENTS",
                        options.departments(),
                        "TOISE_JOBS_LOCAL_LIBRARIES",
                        existing("clean-service/job/target/lib").toString(),
                        CLASS_CACHE,
                        classCache()));
    }

    Program train() {
        return service(
                TRAIN,
                "train-service/app",
                options.ports().train(),
                "256m",
                Map.of(
                        "TOISE_JOBS_LOCAL_LIBRARIES",
                        existing("train-service/job/target/lib").toString(),
                        CLASS_CACHE,
                        classCache(),
                        "DJL_CACHE_DIR",
                        options.data().djl().toString()));
    }

    /** Whoever sets it decides, and to nothing where there is to be none. */
    private String classCache() {
        return System.getenv()
                .getOrDefault(CLASS_CACHE, options.data().classCache().toString());
    }

    Program predict() {
        return service(PREDICT, "predict-service", options.ports().predict(), "512m", Map.of());
    }

    private Program service(String name, String module, int port, String heap, Map<String, String> own) {
        var program = javaProgram(name, module, heap);
        var classes = options.data().temporary(name).resolve("classes.lst");
        recording.put(program, classes);
        var command = new ArrayList<>(program.command(
                caches.map(known -> known.flags(program, classes)).orElse(List.of())));
        command.add(program.mainClass());
        var environment = new LinkedHashMap<>(surroundings());
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        if (!name.equals(PREDICT)) {
            // there is nothing that an operator does with predict-service
            environment.put(
                    OperatorPassword.VARIABLE,
                    OperatorPassword.ofOrNew(options.data().path()));
        }
        environment.putAll(own);
        return new Program(name, command, environment, Set.of(new Listening(port, "--port")));
    }

    private JavaProgram javaProgram(String name, String module, String heap) {
        var jvm = List.of(
                "-XX:+UseSerialGC",
                // to compile well pays where the same few lines run for every estimate, and nowhere else;
                // later, so that the start has the processors
                name.equals(PREDICT) ? "-XX:CompileThresholdScaling=3" : "-XX:TieredStopAtLevel=1",
                "-Xms32m",
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + options.data().temporary(name));
        var app = existing(module + "/target/quarkus-app");
        try {
            return JavaProgram.ofQuarkus(name, javaHome, jvm, app);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look into " + app, e);
        }
    }

    /** Makes caches of what the services have loaded so far, for their next start; only the first time. */
    void learnClasses() {
        caches.ifPresent(known -> recording.forEach(known::learn));
        recording.clear();
    }

    @Override
    public void close() {
        caches.ifPresent(ClassCaches::close);
    }

    private Map<String, String> surroundings() {
        var credentials = S3Credentials.of(options.data().s3());
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers(),
                "QUARKUS_S3_ENDPOINT_OVERRIDE",
                Ports.url(options.ports().s3()),
                "QUARKUS_S3_PATH_STYLE_ACCESS",
                "true",
                "QUARKUS_S3_AWS_CREDENTIALS_TYPE",
                "static",
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_ACCESS_KEY_ID",
                credentials.accessKey(),
                "QUARKUS_S3_AWS_CREDENTIALS_STATIC_PROVIDER_SECRET_ACCESS_KEY",
                credentials.secretKey());
    }

    String bootstrapServers() {
        return "127.0.0.1:" + options.ports().kafka();
    }

    List<Program> all() {
        return List.of(kafka(), s3(), predict(), ingest(), clean(), train());
    }

    private Path existing(String path) {
        var file = home.resolve(path);
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    "There is no " + file + ": run mvn package in " + home + ", or start with ./toise, which does");
        }
        return file;
    }
}
