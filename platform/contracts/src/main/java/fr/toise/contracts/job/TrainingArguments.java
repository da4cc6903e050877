package fr.toise.contracts.job;

import java.util.List;
import java.util.Objects;

/**
 * What the DJL job is told.
 *
 * @param datasetPrefix  {@code s3://bucket/prefix/} of the dataset version
 * @param output         {@code s3://bucket/prefix/} to write the bundle under
 * @param checkpoint     {@code s3://bucket/prefix/} to keep the state of an unfinished training under
 * @param search         the search that the settings come from; null when they are those of the configuration
 * @param championPrefix {@code s3://bucket/prefix/} of the live bundle, to be measured on the same hold-out; null when there is none
 */
public record TrainingArguments(
        String model,
        String version,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        String datasetPrefix,
        String output,
        String checkpoint,
        List<String> inputs,
        String search,
        String championVersion,
        String championPrefix,
        TrainingSettings settings) {

    /**
     * Part of every model version's name: to be raised when the same sales and settings give another model, or another bundle. No constant, for
     * the compiler would write it into classes that a build in parts then leaves as they are.
     */
    public static String method() {
        return "7";
    }

    public TrainingArguments {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(datasetPrefix, "datasetPrefix");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(checkpoint, "checkpoint");
        Objects.requireNonNull(settings, "settings");
        inputs = List.copyOf(inputs);
    }
}
