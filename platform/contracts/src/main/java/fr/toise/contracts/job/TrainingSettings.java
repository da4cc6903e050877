package fr.toise.contracts.job;

import java.util.List;

/**
 * How to train.
 *
 * @param holdOutShare     share of the newest sales that the model is measured on, 0 to 1
 * @param layers           hidden layers
 * @param width            units in each hidden layer
 * @param heads            attention heads that weigh the comparables; 0 for a network that does not see them one by one
 * @param networks         networks trained from different seeds, whose mean is the estimate
 * @param peakLearningRate highest learning rate of the one-cycle schedule
 * @param indexDays        sales of how many days before a day make the market's level
 * @param halfLifeDays     after how many days an earlier sale of the same place counts half
 * @param without          groups of features that the network is not told: names of {@code FeatureGroup}, in lower case
 */
public record TrainingSettings(
        double holdOutShare,
        int layers,
        int width,
        int heads,
        int networks,
        int epochs,
        int batchSize,
        double peakLearningRate,
        double weightDecay,
        double dropout,
        int indexDays,
        int halfLifeDays,
        List<String> without,
        long seed) {

    public TrainingSettings {
        without = without == null ? List.of() : without.stream().sorted().toList();
    }
}
