package fr.toise.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The objects of an overlay, as kustomize renders them and the API's types read them. */
record Manifests(List<HasMetadata> objects) {

    private static final String NO_KUBECTL =
            "There is no kubectl here that renders components: install kubectl 1.27 or newer to run this";

    private static final Path HOME = Path.of(System.getProperty("toise.home"));
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    static {
        YAML.registerKubernetesResource(ScaledObject.class);
    }

    /** Reads fields that the types know, and fails on all others: the types themselves would keep them. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    static Path k8s() {
        return HOME.resolve("k8s");
    }

    static Path home() {
        return HOME;
    }

    /** @param folder with a kustomization */
    static Manifests rendered(Path folder) throws IOException, InterruptedException {
        var yaml = render(folder);
        var objects = new ArrayList<HasMetadata>();
        for (var document : yaml.split("(?m)^---\\n")) {
            objects.add(strictly(document));
        }
        return new Manifests(objects);
    }

    static HasMetadata strictly(String document) throws IOException {
        var tree =
                YAML.convertValue(YAML.unmarshal(document, Map.class), com.fasterxml.jackson.databind.JsonNode.class);
        var apiVersion = tree.path("apiVersion").asText();
        var kind = tree.path("kind").asText();
        var type = YAML.getRegisteredKubernetesResource(apiVersion, kind);
        if (type == null) {
            throw new IOException("There is no type for " + apiVersion + " " + kind);
        }
        try {
            return (HasMetadata) STRICT.treeToValue(tree, type);
        } catch (IOException e) {
            throw new IOException(
                    kind + " " + tree.path("metadata").path("name").asText() + ": " + e.getMessage(), e);
        }
    }

    private static String render(Path folder) throws IOException, InterruptedException {
        boolean there = kustomizeKnowsComponents();
        // where nobody looks at what was skipped, a skipped test is no test
        if (!"true".equals(System.getenv("CI"))) {
            Assumptions.assumeTrue(there, NO_KUBECTL);
        } else if (!there) {
            throw new IOException(NO_KUBECTL);
        }
        var errors = Files.createTempFile("kustomize-", ".txt");
        try {
            var process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                    .redirectError(errors.toFile())
                    .start();
            var yaml = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("kubectl kustomize " + folder + " failed: " + Files.readString(errors));
            }
            var warned = Files.readString(errors);
            if (!warned.isBlank()) {
                throw new IOException("kubectl kustomize " + folder + " warns: " + warned);
            }
            return yaml;
        } finally {
            Files.delete(errors);
        }
    }

    private static boolean kustomizeKnowsComponents() throws InterruptedException {
        try {
            var process = new ProcessBuilder("kubectl", "version", "--client", "-o", "json")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var version = STRICT.readTree(process.getInputStream());
            process.waitFor();
            return version.path("clientVersion")
                                    .path("minor")
                                    .asText("0")
                                    .replaceAll("\\D", "")
                                    .length()
                            > 0
                    && Integer.parseInt(version.path("clientVersion")
                                    .path("minor")
                                    .asText()
                                    .replaceAll("\\D", ""))
                            >= 21;
        } catch (IOException none) {
            return false;
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return all(type).stream()
                .filter(object -> object.getMetadata().getName().equals(name))
                .findFirst();
    }

    /** What pods are made of here. */
    record Template(String of, ObjectMeta metadata, PodSpec spec) {

        Map<String, String> labels() {
            return metadata.getLabels();
        }
    }

    /** Of the services, of the jobs that they start, and of the executors that those start. */
    List<Template> templates() throws IOException {
        var templates = new ArrayList<Template>();
        for (var object : objects) {
            if (object instanceof Deployment deployment) {
                templates.add(template(object, deployment.getSpec().getTemplate()));
            } else if (object instanceof StatefulSet set) {
                templates.add(template(object, set.getSpec().getTemplate()));
            } else if (object instanceof CronJob job) {
                templates.add(template(
                        object, job.getSpec().getJobTemplate().getSpec().getTemplate()));
            } else if (object instanceof io.fabric8.kubernetes.api.model.ConfigMap map
                    && map.getData().containsKey("executor-pod.yaml")) {
                var pod = (Pod) strictly(map.getData().get("executor-pod.yaml"));
                templates.add(new Template("executor", pod.getMetadata(), pod.getSpec()));
            }
        }
        return templates;
    }

    private static Template template(HasMetadata object, PodTemplateSpec template) {
        return new Template(
                object.getKind() + " " + object.getMetadata().getName(), template.getMetadata(), template.getSpec());
    }
}
