package fr.toise.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a program is run on this cluster: a suspended CronJob, which starts nothing itself and is patched by overlays like any object. What
 * is filled in is the name, the arguments and the environment.
 */
record JobTemplate(CronJob cronJob) {

    /** The container of the program. */
    static final String CONTAINER = "job";

    /** Annotation of the pod, which the template mounts as {@link #ARGUMENTS_FILE}. */
    static final String ARGUMENTS = "toise.fr/arguments";

    static final String ARGUMENTS_FILE = "/etc/toise/arguments.json";

    static final String IMAGE = "TOISE_JOB_IMAGE";

    static final String FALLBACK = "-fallback";

    /** Of all annotations of an object together. */
    private static final int MOST_BYTES = 256 * 1024;

    /** {@code fr.toise.train.job.TrainingJob} is run as the template {@code training-job} says. */
    static String nameFor(String mainClass) {
        var simpleName = mainClass.substring(mainClass.lastIndexOf('.') + 1);
        return simpleName.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when the arguments are too long or the template has no container for the program */
    Job jobFor(fr.toise.job.Job job) {
        var name = cronJob.getMetadata().getName();
        var template = cronJob.getSpec().getJobTemplate();
        var made = new JobBuilder()
                .withMetadata(new ObjectMetaBuilder(template.getMetadata())
                        .withName(job.name())
                        .withNamespace(cronJob.getMetadata().getNamespace())
                        // not its controller: a CronJob counts and clears what it controls
                        .addToOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion(cronJob.getApiVersion())
                                .withKind(cronJob.getKind())
                                .withName(name)
                                .withUid(cronJob.getMetadata().getUid())
                                .withController(false)
                                .withBlockOwnerDeletion(false)
                                .build())
                        .build())
                .withSpec(template.getSpec())
                .editSpec()
                .editTemplate()
                .editOrNewMetadata()
                .addToAnnotations(ARGUMENTS, arguments(job))
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build();
        fill(container(made, name), job);
        return made;
    }

    private static String arguments(fr.toise.job.Job job) {
        try {
            var json = JobProgram.JSON.writeValueAsString(job.arguments());
            int bytes = json.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException("The arguments of job " + job.name() + " take " + bytes
                        + " bytes: expected at most the " + MOST_BYTES + " that Kubernetes holds");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The arguments of job " + job.name() + " can't be written as JSON", e);
        }
    }

    private static Container container(Job made, String template) {
        var containers = made.getSpec().getTemplate().getSpec().getContainers();
        return containers.stream()
                .filter(container -> container.getName().equals(CONTAINER))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The template " + template + " has the containers "
                        + containers.stream().map(Container::getName).toList() + ": expected one called "
                        + CONTAINER));
    }

    /** Where the template sets a variable, whoever wrote it has decided. */
    private static void fill(Container container, fr.toise.job.Job job) {
        container.setArgs(List.of(job.mainClass(), ARGUMENTS_FILE));
        var variables = new ArrayList<>(container.getEnv());
        // for a program that asks for more pods of its own kind
        variables.add(new EnvVarBuilder()
                .withName(IMAGE)
                .withValue(container.getImage())
                .build());
        var decided = variables.stream().map(EnvVar::getName).collect(Collectors.toSet());
        job.environment().entrySet().stream()
                .filter(variable -> !decided.contains(variable.getKey()))
                .map(variable -> new EnvVarBuilder()
                        .withName(variable.getKey())
                        .withValue(variable.getValue())
                        .build())
                .sorted(Comparator.comparing(EnvVar::getName))
                .forEach(variables::add);
        container.setEnv(variables);
    }
}
