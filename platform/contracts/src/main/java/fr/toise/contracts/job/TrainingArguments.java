package fr.toise.contracts.job;

import java.util.List;
import java.util.Objects;

/**
 * What the DJL job is told.
 *
 * @param datasetPrefix  {@code s3://bucket/prefix/} of the dataset version
 * @param output         {@code s3://bucket/prefix/} to write the bundle under
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
        List<String> inputs,
        String championVersion,
        String championPrefix,
        Settings settings) {

    /** Part of every model version's name: to be raised when the same sales and settings give another model. */
    public static final String METHOD = "1";

    public TrainingArguments {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(datasetPrefix, "datasetPrefix");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(settings, "settings");
        inputs = List.copyOf(inputs);
    }

    /**
     * How to train.
     *
     * @param holdOutShare  share of the newest sales that the model never learns from, 0 to 1
     * @param layers        hidden layers
     * @param width         units in each hidden layer
     * @param networks      networks trained from different seeds, whose mean is the estimate
     * @param peakLearningRate highest learning rate of the one-cycle schedule
     */
    public record Settings(
            double holdOutShare,
            int layers,
            int width,
            int networks,
            int epochs,
            int batchSize,
            double peakLearningRate,
            double weightDecay,
            double dropout,
            long seed) {}
}
