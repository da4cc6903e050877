package fr.toise.contracts.job;

import java.util.List;

/**
 * How to train.
 *
 * @param holdOutShare     share of the newest sales that the model is measured on, 0.05 to 0.5
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

    /** @throws IllegalArgumentException when nothing can be trained so */
    public TrainingSettings {
        require("holdOutShare", holdOutShare, holdOutShare >= 0.05 && holdOutShare <= 0.5, "0.05 to 0.5");
        requirePositive("layers", layers);
        requirePositive("width", width);
        require("heads", heads, heads >= 0, "0 or more");
        requirePositive("networks", networks);
        requirePositive("epochs", epochs);
        requirePositive("batchSize", batchSize);
        requirePositive("peakLearningRate", peakLearningRate);
        require("weightDecay", weightDecay, weightDecay >= 0, "0 or more");
        require("dropout", dropout, dropout >= 0 && dropout <= 0.9, "0 to 0.9");
        requirePositive("indexDays", indexDays);
        requirePositive("halfLifeDays", halfLifeDays);
        without = without == null ? List.of() : without.stream().sorted().toList();
    }

    private static void requirePositive(String name, Number value) {
        require(name, value, value.doubleValue() > 0, "more than 0");
    }

    private static void require(String name, Number value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("%s: %s was given, expected %s".formatted(name, value, expected));
        }
    }
}
