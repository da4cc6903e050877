package fr.toise.localstack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A broker and an object store in child processes on free ports, for as long as this is open: what tests of other
 * modules use. Needs nothing but the JDK, and {@code platform/local-stack} to be packaged.
 */
public final class LocalStack implements AutoCloseable {

    private static final int START_SECONDS = 60;
    private static final int GRACE_SECONDS = 10;
    private static final int LAST_LINES = 30;

    private final Path folder;
    private final boolean temporary;
    private final Child broker;
    private final Child objectStore;

    private LocalStack(String classpath, Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
        broker = new Child(StackServer.BROKER, classpath, folder.resolve("kafka"));
        objectStore = new Child(StackServer.OBJECT_STORE, classpath, folder.resolve("s3"));
        try {
            broker.awaitReady();
            objectStore.awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** With its data in a temporary folder, which goes when this is closed. */
    public static LocalStack start() {
        try {
            return new LocalStack(packagedClasspath(), Files.createTempDirectory("toise-local-stack-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to make a temporary folder", e);
        }
    }

    /** With its data in a folder that stays, and with what was kept in it before. */
    public static LocalStack start(Path folder) {
        return start(folder, packagedClasspath());
    }

    static LocalStack start(Path folder, String classpath) {
        return new LocalStack(classpath, folder, false);
    }

    private static String packagedClasspath() {
        var home = System.getProperty("toise.home");
        if (home == null) {
            throw new IllegalStateException(
                    "Set the system property toise.home to the project's root: Maven does so for tests");
        }
        var libraries = Path.of(home, "platform", "local-stack", "target", "lib");
        if (!Files.isDirectory(libraries)) {
            throw new IllegalStateException(
                    "There is no " + libraries + ": run mvn package in platform/local-stack first");
        }
        return libraries.resolve("*").toString();
    }

    /** {@code host:port} of the broker. */
    public String bootstrapServers() {
        return broker.address();
    }

    /** {@code http://host:port} of the object store; address its buckets path-style, in any region. */
    public String s3Endpoint() {
        return "http://" + objectStore.address();
    }

    public String accessKey() {
        return credentials().accessKey();
    }

    public String secretKey() {
        return credentials().secretKey();
    }

    private S3Credentials credentials() {
        return S3Credentials.of(folder.resolve("s3"));
    }

    /** Ends both at once and hard, as a power cut would. */
    public void kill() {
        broker.kill();
        objectStore.kill();
    }

    @Override
    public void close() {
        objectStore.stop();
        broker.stop();
        if (temporary) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to remove " + folder, e);
        }
    }

    private static final class Child {

        private final StackServer server;
        private final Process process;
        private final CompletableFuture<String> address = new CompletableFuture<>();
        private final ArrayDeque<String> lastLines = new ArrayDeque<>();

        Child(StackServer server, String classpath, Path folder) {
            this.server = server;
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            var command = new ArrayList<>(server.commandThatDiesWithParent(java, classpath, folder));
            try {
                process = new ProcessBuilder(command).redirectErrorStream(true).start();
            } catch (IOException e) {
                throw new UncheckedIOException("Failed to start " + server, e);
            }
            var follower = new Thread(this::follow, "local-stack-" + server);
            follower.setDaemon(true);
            follower.start();
        }

        /** Reads to the end, for a child that can't write its output any more stands still. */
        private void follow() {
            try (BufferedReader lines = process.inputReader()) {
                for (String line; (line = lines.readLine()) != null; ) {
                    if (line.startsWith(StackServer.READY)) {
                        address.complete(line.substring(StackServer.READY.length()));
                    }
                    remember(line);
                }
            } catch (IOException e) {
                remember("Its output ended early: " + e);
            }
            address.completeExceptionally(new IllegalStateException(server + " ended"));
        }

        private synchronized void remember(String line) {
            lastLines.addLast(line);
            if (lastLines.size() > LAST_LINES) {
                lastLines.removeFirst();
            }
        }

        private synchronized List<String> lastLines() {
            return List.copyOf(lastLines);
        }

        void awaitReady() {
            try {
                address.get(START_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(
                        "Failed to start " + server + " within " + START_SECONDS + " s:\n"
                                + String.join("\n", lastLines()),
                        e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + server, e);
            }
        }

        String address() {
            return address.join();
        }

        void kill() {
            process.destroyForcibly();
            process.onExit().join();
        }

        void stop() {
            process.destroy();
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    kill();
                }
            } catch (InterruptedException e) {
                kill();
                Thread.currentThread().interrupt();
            }
        }
    }
}
