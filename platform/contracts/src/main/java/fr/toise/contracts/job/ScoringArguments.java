package fr.toise.contracts.job;

import java.util.List;
import java.util.Objects;

/**
 * What the job is told that scores earlier champions on new sales.
 *
 * @param datasetPrefix {@code s3://bucket/prefix/} of the dataset version that brings the sales
 */
public record ScoringArguments(
        String model, String dataset, String datasetVersion, String datasetPrefix, List<Scored> champions) {

    public ScoringArguments {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(datasetPrefix, "datasetPrefix");
        champions = List.copyOf(champions);
    }

    /**
     * One model to score.
     *
     * @param prefix {@code s3://bucket/prefix/} of its bundle
     * @param output {@code s3://bucket/key} of the {@link fr.toise.contracts.model.LedgerEntry} to write
     */
    public record Scored(String version, String prefix, String output) {}
}
