package fr.toise.contracts.job;

import java.util.Objects;

/**
 * What one trial of a search is told. It learns from the older sales of the part that is not held out, and is measured on the newer ones
 * of that part; the hold-out stays unseen.
 *
 * @param search        name of the search
 * @param trial         number within the search, from 0
 * @param rung          how often the trial has been promoted, from 0
 * @param datasetPrefix {@code s3://bucket/prefix/} of the dataset version
 * @param output        {@code s3://bucket/key} of the {@link TrialReport} to write
 * @param settings      with the networks and epochs that the rung allows
 * @param indexDays     of the settings of the configuration: they tell the sales that are held out, and those that every trial is measured on
 */
public record TrialArguments(
        String model,
        String search,
        int trial,
        int rung,
        String datasetPrefix,
        String output,
        TrainingSettings settings,
        int indexDays) {

    public TrialArguments {
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(datasetPrefix, "datasetPrefix");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(settings, "settings");
    }
}
