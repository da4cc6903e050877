package fr.toise.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.job.JobProgram;
import fr.toise.k8s.Manifests.Template;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {

    private static final String EVERYTHING = "everything";

    /** Made by who runs it in production, as the docs say. */
    private static final Set<String> SECRETS_OF_THE_OPERATOR = Set.of("toise-kafka");

    @TempDir
    private static Path folder;

    /** An overlay of the project, or the local one with every component there is. */
    private static Manifests manifests(String overlay) throws Exception {
        return Manifests.rendered(
                overlay.equals(EVERYTHING) ? everything() : Manifests.k8s().resolve("overlays/" + overlay));
    }

    private static Path everything() throws IOException {
        var copy = folder.resolve("k8s");
        if (!Files.exists(copy)) {
            for (var part : List.of("base", "components", "overlays")) {
                copy(Manifests.k8s().resolve(part), copy.resolve(part));
            }
            var overlay = Files.createDirectories(copy.resolve("overlays/everything"));
            var text =
                    new StringBuilder("namespace: toise\nlabels:\n  - pairs:\n      app.kubernetes.io/part-of: toise\n"
                            + "resources:\n  - ../local\ncomponents:\n");
            try (var components = Files.list(copy.resolve("components"))) {
                components
                        .map(component -> component.getFileName().toString())
                        // the local overlay has it
                        .filter(component -> !component.equals("network-policies"))
                        // autoscaling before autoscaling-in-flight, which patches what it brings
                        .sorted()
                        .forEach(component -> text.append("  - ../../components/")
                                .append(component)
                                .append("\n"));
            }
            Files.writeString(overlay.resolve("kustomization.yaml"), text);
        }
        return copy.resolve("overlays/everything");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void aFieldThatTheApiDoesNotHaveIsNotReadOver() {
        assertThatThrownBy(() -> Manifests.strictly("""
                        apiVersion: v1
                        kind: Service
                        metadata:
                          name: some
                        spec:
                          prots: []
                        """))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("prots");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void rendersAndIsReadStrictly(String overlay) throws Exception {
        var manifests = manifests(overlay);

        assertThat(manifests.all(Deployment.class))
                .extracting(deployment -> deployment.getMetadata().getName())
                .containsExactlyInAnyOrder("ingest-service", "clean-service", "train-service", "predict-service");
        assertThat(manifests.objects())
                .allSatisfy(object -> assertThat(object.getMetadata().getLabels())
                        .as(object.getKind() + " " + object.getMetadata().getName())
                        .containsEntry("app.kubernetes.io/part-of", "toise"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void everyPodIsRestricted(String overlay) throws Exception {
        for (var template : manifests(overlay).templates()) {
            var pod = template.spec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot())
                    .as(template.of())
                    .isTrue();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                    .as(template.of())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.getEnableServiceLinks()).as(template.of()).isFalse();
            assertThat(pod.getVolumes()).as(template.of()).allSatisfy(volume -> assertThat(volume.getHostPath())
                    .isNull());
            assertThat(pod.getContainers()).isNotEmpty().allSatisfy(container -> {
                var context = container.getSecurityContext();
                assertThat(context.getAllowPrivilegeEscalation())
                        .as(template.of())
                        .isFalse();
                assertThat(context.getReadOnlyRootFilesystem())
                        .as(template.of())
                        .isTrue();
                assertThat(context.getCapabilities().getDrop())
                        .as(template.of())
                        .containsExactly("ALL");
                assertThat(container.getVolumeMounts())
                        .as(template.of())
                        .anySatisfy(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void everythingThatIsNamedIsThere(String overlay) throws Exception {
        // Given
        var manifests = manifests(overlay);

        for (var template : manifests.templates()) {
            var pod = template.spec();
            // Then
            if (pod.getServiceAccountName() != null) {
                assertThat(manifests.find(ServiceAccount.class, pod.getServiceAccountName()))
                        .as(template.of())
                        .isPresent();
            }
            for (var container : pod.getContainers()) {
                for (var from : container.getEnvFrom()) {
                    if (from.getConfigMapRef() != null) {
                        assertThat(manifests.find(
                                        ConfigMap.class, from.getConfigMapRef().getName()))
                                .as(template.of())
                                .isPresent();
                    }
                    if (from.getSecretRef() != null
                            && !Boolean.TRUE.equals(from.getSecretRef().getOptional())) {
                        requireSecret(manifests, from.getSecretRef().getName());
                    }
                }
                for (var variable : container.getEnv()) {
                    var source = variable.getValueFrom();
                    if (source != null
                            && source.getSecretKeyRef() != null
                            && !Boolean.TRUE.equals(source.getSecretKeyRef().getOptional())) {
                        requireSecret(manifests, source.getSecretKeyRef().getName());
                    }
                }
                assertThat(pod.getVolumes())
                        .as(template.of())
                        .extracting(volume -> volume.getName())
                        .containsAll(container.getVolumeMounts().stream()
                                .map(mount -> mount.getName())
                                .toList());
            }
        }
        for (var binding : manifests.all(RoleBinding.class)) {
            assertThat(binding.getSubjects())
                    .allSatisfy(subject -> assertThat(manifests.find(ServiceAccount.class, subject.getName()))
                            .isPresent());
        }
    }

    private static void requireSecret(Manifests manifests, String name) {
        if (!SECRETS_OF_THE_OPERATOR.contains(name)) {
            assertThat(manifests.find(Secret.class, name)).as("Secret " + name).isPresent();
        }
    }

    /** Also executors, whose pod is text to kustomize: a name that ends in a hash would not reach it. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", EVERYTHING})
    void everyPodThatUsesTheObjectStoreIsGivenItsCredentials(String overlay) throws Exception {
        var manifests = manifests(overlay);

        assertThat(manifests.templates())
                .filteredOn(template -> template.labels().containsKey("toise.fr/uses-s3"))
                .isNotEmpty()
                .allSatisfy(template -> assertThat(
                                template.spec().getContainers().get(0).getEnvFrom())
                        .as(template.of())
                        .filteredOn(from -> from.getSecretRef() != null)
                        .isNotEmpty()
                        .allSatisfy(from -> assertThat(manifests.find(
                                        Secret.class, from.getSecretRef().getName()))
                                .isPresent()));
    }

    /** Executors are told by their driver, and have the file. */
    @Test
    void everyPodThatUsesTheObjectStoreTrustsAPrivateAuthority() throws Exception {
        var manifests = manifests(EVERYTHING);

        assertThat(manifests.templates())
                .filteredOn(template -> template.labels().containsKey("toise.fr/uses-s3"))
                .isNotEmpty()
                .allSatisfy(template -> {
                    var container = template.spec().getContainers().get(0);
                    assertThat(container.getVolumeMounts()).as(template.of()).anySatisfy(mount -> assertThat(
                                    mount.getMountPath())
                            .isEqualTo("/etc/toise-authority"));
                    assertThat(template.spec().getVolumes()).as(template.of()).anySatisfy(volume -> assertThat(
                                    volume.getConfigMap())
                            .isNotNull()
                            .extracting(map -> map.getName())
                            .isEqualTo("toise-authority"));
                    if (!template.labels().get("app.kubernetes.io/name").equals("cleaning-executor")) {
                        assertThat(container.getEnv()).as(template.of()).anySatisfy(variable -> assertThat(
                                        variable.getValue())
                                .contains("trustStore=/etc/toise-authority/truststore.p12"));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void everySelectorSelectsAPod(String overlay) throws Exception {
        var manifests = manifests(overlay);
        var templates = manifests.templates();

        for (var service : manifests.all(Service.class)) {
            assertThat(selected(templates, service.getSpec().getSelector()))
                    .as("Service " + service.getMetadata().getName())
                    .hasSize(1)
                    .allSatisfy(template -> assertThat(template.spec().getContainers().stream()
                                    .flatMap(container -> container.getPorts().stream())
                                    .map(port -> port.getName()))
                            .containsAll(service.getSpec().getPorts().stream()
                                    .map(port -> port.getTargetPort().getStrVal())
                                    .toList()));
        }
        for (var budget : manifests.all(PodDisruptionBudget.class)) {
            assertThat(selected(templates, budget.getSpec().getSelector().getMatchLabels()))
                    .as("PodDisruptionBudget " + budget.getMetadata().getName())
                    .hasSize(1);
        }
        for (var deployment : manifests.all(Deployment.class)) {
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        }
        for (var policy : manifests.all(NetworkPolicy.class)) {
            assertThat(selectors(policy)).as(policy.getMetadata().getName()).allSatisfy(selector -> assertThat(
                            selected(templates, labels(selector)))
                    .as(policy.getMetadata().getName() + " " + selector)
                    .isNotEmpty());
        }
    }

    private static List<LabelSelector> selectors(NetworkPolicy policy) {
        var from = policy.getSpec().getIngress().stream().flatMap(rule -> rule.getFrom().stream());
        var to = policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream());
        return Stream.concat(
                        Stream.of(policy.getSpec().getPodSelector()),
                        Stream.concat(from, to)
                                .filter(peer -> peer.getNamespaceSelector() == null)
                                .map(peer -> peer.getPodSelector())
                                .filter(selector -> selector != null))
                .toList();
    }

    private static Map<String, String> labels(LabelSelector selector) {
        return selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
    }

    private static List<Template> selected(List<Template> templates, Map<String, String> labels) {
        return templates.stream()
                .filter(template -> template.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void nothingIsReachedUnlessItIsOpened(String overlay) throws Exception {
        var deny = manifests(overlay).find(NetworkPolicy.class, "default-deny").orElseThrow();

        assertThat(labels(deny.getSpec().getPodSelector())).isEmpty();
        assertThat(deny.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(deny.getSpec().getIngress()).isEmpty();
        assertThat(deny.getSpec().getEgress()).isEmpty();
    }

    /** Two would remove what the other is still landing. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void thereIsNeverASecondIngestService(String overlay) throws Exception {
        var ingest = manifests(overlay).find(Deployment.class, "ingest-service").orElseThrow();

        assertThat(ingest.getSpec().getReplicas()).isEqualTo(1);
        assertThat(ingest.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        assertThat(ingest.getSpec().getStrategy().getRollingUpdate()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void everyServiceIsProbedAndBounded(String overlay) throws Exception {
        for (var deployment : manifests(overlay).all(Deployment.class)) {
            var container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
            assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
            assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
            assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void jobsTellABadProgramFromALostNodeAndEnd(String overlay) throws Exception {
        for (var cronJob : manifests(overlay).all(CronJob.class)) {
            assertThat(cronJob.getSpec().getSuspend()).isTrue();
            var job = cronJob.getSpec().getJobTemplate().getSpec();
            assertThat(job.getActiveDeadlineSeconds()).isPositive();
            assertThat(job.getTtlSecondsAfterFinished()).isPositive();
            assertThat(job.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            var rules = job.getPodFailurePolicy().getRules();
            assertThat(rules.get(0).getAction()).isEqualTo("Ignore");
            assertThat(rules.get(0).getOnPodConditions().get(0).getType()).isEqualTo("DisruptionTarget");
            assertThat(rules.get(1).getAction()).isEqualTo("FailJob");
            assertThat(rules.get(1).getOnExitCodes().getValues())
                    .containsExactly(
                            JobProgram.FAILED, JobProgram.BAD_ARGUMENTS, JobProgram.OUT_OF_MEMORY, JobProgram.REFUSED);
        }
    }

    @Test
    void inProductionTrainingAsksForAGpuAndFallsBackToTheCpu() throws Exception {
        var manifests = manifests("production");

        var training = job(manifests, "training-job");
        assertThat(training.getResources().getLimits()).containsKey("nvidia.com/gpu");
        assertThat(training.getImage()).startsWith("toise/training-job-gpu");
        var fallback = job(manifests, "training-job-fallback");
        assertThat(fallback.getResources().getLimits()).doesNotContainKey("nvidia.com/gpu");
        assertThat(fallback.getImage()).startsWith("toise/training-job");
        assertThat(fallback.getImage()).doesNotContain("gpu");
    }

    @Test
    void inProductionNoSalesAreMadeUp() throws Exception {
        assertThat(settings(manifests("production")).getData()).containsEntry("TOISE_INGESTION_SOURCE", "official");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "production"})
    void whoChangesASettingHasTheServicesStartedAnew(String overlay) throws Exception {
        // Given
        var changed = Files.createDirectories(folder.resolve("changed-" + overlay));
        for (var part : List.of("base", "components", "overlays")) {
            copy(Manifests.k8s().resolve(part), changed.resolve(part));
        }
        var kustomization = changed.resolve("overlays/" + overlay + "/kustomization.yaml");
        Files.writeString(
                kustomization, Files.readString(kustomization).replaceFirst("AWS_REGION=.*", "AWS_REGION=another"));

        // When
        var before = manifests(overlay);
        var after = Manifests.rendered(kustomization.getParent());

        // Then
        assertThat(after.all(Deployment.class)).isNotEmpty().allSatisfy(deployment -> assertThat(
                        before.find(Deployment.class, deployment.getMetadata().getName())
                                .orElseThrow()
                                .getSpec()
                                .getTemplate())
                .isNotEqualTo(deployment.getSpec().getTemplate()));
    }

    /** The name ends in a hash. */
    private static ConfigMap settings(Manifests manifests) {
        return manifests.all(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey("KAFKA_BOOTSTRAP_SERVERS"))
                .findFirst()
                .orElseThrow();
    }

    private static Container job(Manifests manifests, String name) {
        return manifests
                .find(CronJob.class, name)
                .orElseThrow()
                .getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu", "production", EVERYTHING})
    void everyImageIsOneThatIsBuilt(String overlay) throws Exception {
        // Given
        var script = Files.readString(Manifests.k8s().resolve("images.sh"));
        var built = new HashSet<String>();
        var lines = Pattern.compile("(?m)^([a-z-]+) [a-z/-]+ Dockerfile").matcher(script);
        while (lines.find()) {
            built.add("toise/" + lines.group(1));
        }

        // Then
        assertThat(manifests(overlay).templates().stream()
                        .flatMap(template -> template.spec().getContainers().stream())
                        .map(Container::getImage)
                        // Spark gives its executors the driver's
                        .filter(image -> image != null))
                .isSubsetOf(built);
    }

    @Test
    void whatStartsAServiceIsTheTopicAndTheGroupThatItReads() throws Exception {
        // Given
        var manifests = manifests(EVERYTHING);

        for (var scaled : manifests.all(ScaledObject.class)) {
            var name = scaled.getMetadata().getName();
            var service = manifests.find(
                    Deployment.class, scaled.getSpec().scaleTargetRef().name());
            var settings = Files.readString(Manifests.home()
                    .resolve(name.replace("-service", "-service/app/src/main/resources/application.properties")));
            // Then
            assertThat(service).as(name).isPresent();
            assertThat(service.get().getSpec().getReplicas()).as(name).isNull();
            assertThat(scaled.getSpec().triggers()).as(name).allSatisfy(trigger -> assertThat(
                            trigger.metadata().values())
                    .allMatch(value -> value instanceof String));
            var kafka = trigger(scaled, "kafka");
            assertThat(settings)
                    .contains(
                            "mp.messaging.incoming." + kafka.get("topic") + ".group.id=" + kafka.get("consumerGroup"));
            var jobs = trigger(scaled, "kubernetes-workload").get("podSelector").toString();
            assertThat(manifests.templates())
                    .as(name + " stays while there is a pod with " + jobs)
                    .anyMatch(template ->
                            template.labels().entrySet().contains(Map.entry(jobs.split("=")[0], jobs.split("=")[1])));
        }
        assertThat(manifests.all(ScaledObject.class)).hasSize(2);
    }

    private static Map<String, Object> trigger(ScaledObject scaled, String type) {
        return scaled.getSpec().triggers().stream()
                .filter(trigger -> trigger.type().equals(type))
                .findFirst()
                .orElseThrow()
                .metadata();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local-gpu"})
    void whatIsThereToTryItFitsOnASmallNode(String overlay) throws Exception {
        // Given all that always runs, and the largest of the jobs, for one waits for the other
        var manifests = manifests(overlay);
        var always = manifests.templates().stream()
                .filter(template -> !template.of().startsWith("CronJob"))
                .toList();
        var jobs = manifests.templates().stream()
                .filter(template -> template.of().startsWith("CronJob"))
                .toList();

        // Then
        assertThat(asked(always, "cpu") + largest(jobs, "cpu")).isLessThanOrEqualTo(1.5);
        assertThat(asked(always, "memory") + largest(jobs, "memory")).isLessThanOrEqualTo(6.0 * (1L << 30));
    }

    private static double largest(List<Template> jobs, String resource) {
        return jobs.stream()
                .mapToDouble(job -> asked(List.of(job), resource))
                .max()
                .orElseThrow();
    }

    private static double asked(List<Template> templates, String resource) {
        return templates.stream()
                .flatMap(template -> template.spec().getContainers().stream())
                .mapToDouble(container -> container
                        .getResources()
                        .getRequests()
                        .get(resource)
                        .getNumericalAmount()
                        .doubleValue())
                .sum();
    }

    static Stream<String> dockerfiles() {
        return Stream.of(
                "platform/local-stack/Dockerfile",
                "ingest-service/Dockerfile",
                "clean-service/app/Dockerfile",
                "clean-service/job/Dockerfile",
                "train-service/app/Dockerfile",
                "train-service/job/Dockerfile",
                "train-service/job/Dockerfile.gpu",
                "predict-service/Dockerfile");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatChangesMostIsTheLastLayerAndNobodyRunsAsRoot(String file) throws Exception {
        // Given
        var steps = Files.readString(Manifests.home().resolve(file));

        // Then
        assertThat(steps).startsWith(file.endsWith(".gpu") ? "# The JVM" : "ARG BASE_IMAGE=");
        assertThat(steps.lines()).contains("USER 10001:10001");
        int ours = steps.indexOf("COPY --from=layers /ours/");
        assertThat(ours).isGreaterThan(steps.indexOf("COPY --from=layers /dependencies/"));
        assertThat(steps.indexOf("RUN", ours))
                .as("nothing is made of what is ours")
                .isNegative();
        if (file.contains("/job/")) {
            assertThat(steps.indexOf("-Xshare:dump")).isBetween(0, ours);
        }
    }

    /** What is built is as its builder's umask made it, and that may keep others out. */
    @ParameterizedTest
    @MethodSource("dockerfiles")
    void whatIsTakenFromTheBuilderIsThereForWhoeverRunsIt(String file) throws Exception {
        // Given
        var steps = Files.readString(Manifests.home().resolve(file));
        var image = steps.substring(steps.lastIndexOf("\nFROM "));

        // Then
        assertThat(steps).contains("chmod -R a+rX /dependencies /ours");
        assertThat(image.lines().filter(step -> step.startsWith("COPY")))
                .isNotEmpty()
                .allMatch(step -> step.startsWith("COPY --from="));
    }

    @Test
    void sparkReachesIntoTheJvmAsOnOneMachine() throws Exception {
        // Given
        var options = Files.readString(Manifests.home().resolve("clean-service/job/src/main/image/java-options"));
        var onOneMachine = Files.readString(
                Manifests.home().resolve("clean-service/app/src/main/resources/application.properties"));

        // Then
        var opened = Pattern.compile("--add-opens=[^,\\\\\\s]+").matcher(onOneMachine);
        assertThat(opened.results().map(result -> result.group()))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(options.lines()).contains(option));
    }
}
