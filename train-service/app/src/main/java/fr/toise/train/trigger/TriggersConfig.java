package fr.toise.train.trigger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;

/** What starts a training. Sales and settings that a model was trained with already never do. */
@ConfigMapping(prefix = "toise.training.triggers")
public interface TriggersConfig {

    /** The schedule that never comes. */
    String OFF = "off";

    /** When new sales start a training. */
    enum NewData {
        ALWAYS,
        /** Only if they have drifted, the live model does badly on them, or there is no live model of such sales. */
        ON_DRIFT
    }

    @WithDefault("always")
    NewData newData();

    /**
     * When to train on whatever sales are there, as Quarkus' scheduler writes it: an interval like {@code 24h} or a cron expression like
     * {@code 0 0 3 ? * SUN}; {@code off} for never.
     */
    @WithDefault(OFF)
    String schedule();

    /** Population stability index of any column against the version in use before; above it the sales have drifted. */
    @WithDefault("0.25")
    @Positive
    double maximumPopulationShift();

    /** MdAPE of the live model on new sales over that on its hold-out; above it the model has drifted. */
    @WithDefault("1.25")
    @DecimalMin("1")
    double maximumLedgerFactor();

    /** Fewer new sales than this say nothing of the live model. */
    @WithDefault("200")
    @Positive
    int minimumLedgerSales();
}
