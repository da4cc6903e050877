package fr.toise.train.training;

import fr.toise.contracts.job.TrainingArguments.Settings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** What to train, and how. The defaults are what did well on Paris; see the model's documentation. */
@ConfigMapping(prefix = "toise.training")
public interface TrainingConfig {

    /** Name of the model. */
    @WithDefault("paris-flats")
    String model();

    /** How often to look for work without being told, as Quarkus' scheduler writes intervals: {@code 30s}. */
    @WithDefault("30s")
    String lookEvery();

    /** Share of the newest sales that the model never learns from. */
    @WithDefault("0.15")
    @DecimalMin("0.05")
    @DecimalMax("0.5")
    double holdOutShare();

    /** Hidden layers. */
    @WithDefault("2")
    @Positive
    int layers();

    /** Units in each hidden layer. */
    @WithDefault("128")
    @Positive
    int width();

    /** Networks trained from different seeds, whose mean is the estimate. */
    @WithDefault("3")
    @Positive
    int networks();

    @WithDefault("15")
    @Positive
    int epochs();

    @WithDefault("256")
    @Positive
    int batchSize();

    @WithDefault("0.002")
    @Positive
    double peakLearningRate();

    @WithDefault("0.01")
    @PositiveOrZero
    double weightDecay();

    @WithDefault("0.1")
    @DecimalMin("0")
    @DecimalMax("0.9")
    double dropout();

    @WithDefault("1")
    long seed();

    default Settings settings() {
        return new Settings(
                holdOutShare(),
                layers(),
                width(),
                networks(),
                epochs(),
                batchSize(),
                peakLearningRate(),
                weightDecay(),
                dropout(),
                seed());
    }
}
