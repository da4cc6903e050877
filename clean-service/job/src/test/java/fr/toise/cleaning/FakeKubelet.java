package fr.toise.cleaning;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs each executor's pod as a process, started as the image starts it; but the first is lost with its node. */
final class FakeKubelet implements ResourceEventHandler<Pod>, AutoCloseable {

    private final KubernetesClient client;
    private final Path home;
    private final Map<String, String> secret;
    private final Map<String, Process> processes = new ConcurrentHashMap<>();
    private final List<Pod> started = new CopyOnWriteArrayList<>();
    private final SharedIndexInformer<Pod> informer;

    /** @param secret what the pods take their environment from, beside what Spark tells them */
    FakeKubelet(KubernetesClient client, String namespace, Path home, Map<String, String> secret) {
        this.client = client;
        this.home = home;
        this.secret = secret;
        this.informer = client.pods()
                .inNamespace(namespace)
                .withLabel("spark-role", "executor")
                .inform(this);
    }

    List<Pod> started() {
        return started;
    }

    @Override
    public void onAdd(Pod pod) {
        try {
            started.add(pod);
            if (started.size() == 1) {
                lose(pod);
                return;
            }
            processes.put(pod.getMetadata().getName(), start(pod));
            pod.setStatus(new PodStatusBuilder().withPhase("Running").build());
            client.resource(pod).updateStatus();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Pod pod) throws IOException {
        var container = pod.getSpec().getContainers().get(0);
        var builder = new ProcessBuilder("sh", home.resolve("run").toString());
        builder.command().addAll(container.getArgs());
        builder.redirectErrorStream(true)
                .redirectOutput(
                        home.resolve(pod.getMetadata().getName() + ".log").toFile());
        builder.environment().putAll(secret);
        container.getEnv().forEach(variable -> builder.environment().put(variable.getName(), value(variable, pod)));
        builder.environment().put("SPARK_LOCAL_DIRS", home.toString());
        builder.environment()
                .merge("PATH", Path.of(System.getProperty("java.home"), "bin") + ":", (path, java) -> java + path);
        return builder.start();
    }

    private static String value(EnvVar variable, Pod pod) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        var field = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (field) {
            case "status.podIP" -> "127.0.0.1";
            case "metadata.name" -> pod.getMetadata().getName();
            default -> throw new IllegalArgumentException(field);
        };
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
        // there is nothing that a kubelet does then
    }

    @Override
    public void onDelete(Pod pod, boolean unknown) {
        kill(pod);
    }

    /** With its node, before it could do anything. */
    private void lose(Pod pod) {
        pod.setStatus(new PodStatusBuilder()
                .withPhase("Failed")
                .withReason("NodeLost")
                .addNewContainerStatus()
                .withName("executor")
                .withNewState()
                .withNewTerminated()
                .withExitCode(137)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .build());
        client.resource(pod).updateStatus();
    }

    private void kill(Pod pod) {
        var process = processes.get(pod.getMetadata().getName());
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** The image's folder, with what is on this classpath in the place of the packaged jars. */
    static Path image(Path home, String classpath) throws IOException {
        var lib = Files.createDirectories(home.resolve("lib"));
        for (var file : List.of("run", "java-options")) {
            Files.copy(Path.of("src", "main", "image", file), home.resolve(file));
        }
        Files.writeString(home.resolve("class-path"), "-cp\n" + lib + "/*\n");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Stream.of(classpath.split(":"))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest).close();
        return home;
    }

    @Override
    public void close() throws InterruptedException {
        informer.close();
        for (var process : processes.values()) {
            process.destroyForcibly().waitFor();
        }
    }
}
