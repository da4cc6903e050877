package fr.toise.train.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Optional;

/** What a challenger has to be to go live. None of it is part of a version's name. */
@ConfigMapping(prefix = "toise.training.gate")
public interface GateConfig {

    /** Share of the resamples of the hold-out in which it has to be better than the live model, 0 to 1. */
    @WithDefault("0.95")
    @DecimalMin("0.5")
    @DecimalMax("1")
    double minimumProbabilityBetter();

    /** The same where it knows newer sales than the live model; 0 lets it through however it compares. */
    @WithDefault("0.5")
    @PositiveOrZero
    @DecimalMax("1")
    double minimumProbabilityBetterOnNewerSales();

    /** By how much its MdAPE may be above the live model's in any arrondissement, as a fraction: 0.015 is 1.5 points. */
    @WithDefault("0.015")
    @PositiveOrZero
    double maximumArrondissementLoss();

    /** Arrondissements with fewer sales in the hold-out do not count: what they say is chance. */
    @WithDefault("100")
    @Positive
    int minimumArrondissementSales();

    /** Share of prices inside the 80 % range, 0 to 1. */
    @WithDefault("0.78")
    @PositiveOrZero
    @DecimalMax("1")
    double minimumCoverage();

    @WithDefault("0.82")
    @PositiveOrZero
    @DecimalMax("1")
    double maximumCoverage();

    /** Median of estimate over price. */
    @WithDefault("0.98")
    @PositiveOrZero
    double minimumMedianRatio();

    @WithDefault("1.02")
    @Positive
    double maximumMedianRatio();

    /** The bounds of coverage, median ratio and arrondissements are this many standard errors wider, so that few sales stop no sound model. */
    @WithDefault("2")
    @PositiveOrZero
    double standardErrors();

    /** Baselines that must not be better beyond chance, if it learned from real sales; all that it was measured against when not set. */
    Optional<List<String>> baselines();
}
