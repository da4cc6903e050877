package fr.toise.contracts.job;

import java.util.Objects;

/**
 * What an experiment is told: to train with some settings on this machine and to see how well that does, without publishing anything.
 *
 * @param sales    folder of parquet files
 * @param folds    how often to cut off the newest sales: first the newest, then those before them, and so on
 * @param share    share of the sales in each fold, 0 to 1
 * @param result   file to write the errors to, for later experiments to be held against
 * @param against  file that an earlier experiment has written; null for none
 */
public record ExperimentArguments(
        String sales, TrainingSettings settings, int folds, double share, String result, String against) {

    public ExperimentArguments {
        Objects.requireNonNull(sales, "sales");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(result, "result");
    }
}
