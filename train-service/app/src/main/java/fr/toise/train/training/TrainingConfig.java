package fr.toise.train.training;

import fr.toise.contracts.job.TrainingSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What to train, and how. The defaults are what did well on Paris; see the model's documentation. */
@ConfigMapping(prefix = "toise.training")
public interface TrainingConfig {

    /** What can be left out; the programs that train know the same names. */
    Set<String> FEATURE_GROUPS = Set.of(
            "rooms", "carrez", "outbuildings", "position", "building", "street", "section", "commune", "neighbours");

    /** @throws IllegalArgumentException when there is one that is no group of features */
    static List<String> featureGroups(String key, List<String> names) {
        names.stream()
                .filter(name -> !FEATURE_GROUPS.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException(
                            key + " names '" + unknown + "', expected some of " + new TreeSet<>(FEATURE_GROUPS));
                });
        return names;
    }

    /** Name of the model. */
    @WithDefault("paris-flats")
    String model();

    /** How often to look for work without being told, as Quarkus' scheduler writes intervals: {@code 30s}. */
    @WithDefault("30s")
    String lookEvery();

    /** Share of the newest sales that the model never learns from. */
    @WithDefault("0.15")
    double holdOutShare();

    /** Hidden layers. */
    @WithDefault("2")
    int layers();

    /** Units in each hidden layer. */
    @WithDefault("96")
    int width();

    /** Attention heads that weigh the comparables; 0 for a network that does not see them one by one. */
    @WithDefault("4")
    int heads();

    /** Networks trained from different seeds, whose mean is the estimate. */
    @WithDefault("5")
    int networks();

    @WithDefault("12")
    int epochs();

    @WithDefault("256")
    int batchSize();

    @WithDefault("0.002")
    double peakLearningRate();

    @WithDefault("0.01")
    double weightDecay();

    @WithDefault("0")
    double dropout();

    /** Sales of how many days before a day make the market's level. */
    @WithDefault("60")
    int indexDays();

    /** After how many days an earlier sale of the same place counts half. */
    @WithDefault("900")
    int halfLifeDays();

    /** Groups of features that the network is not told, {@code carrez} for instance; none when not set. */
    Optional<List<String>> without();

    @WithDefault("1")
    long seed();

    /** @throws IllegalArgumentException when nothing can be trained with one of them; their bounds stand in {@link TrainingSettings} */
    default TrainingSettings settings() {
        var leftOut = featureGroups("toise.training.without", without().orElse(List.of()));
        try {
            return new TrainingSettings(
                    holdOutShare(),
                    layers(),
                    width(),
                    heads(),
                    networks(),
                    epochs(),
                    batchSize(),
                    peakLearningRate(),
                    weightDecay(),
                    dropout(),
                    indexDays(),
                    halfLifeDays(),
                    leftOut,
                    seed());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("toise.training: " + e.getMessage(), e);
        }
    }
}
