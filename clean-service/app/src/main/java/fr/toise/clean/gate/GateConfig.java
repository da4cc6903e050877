package fr.toise.clean.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * What a dataset version has to be to be trained on. Only the first three are asked where no version of the same scope is in use.
 * None of it is part of a version's name: it decides what is done with a version, not what is in it.
 */
@ConfigMapping(prefix = "toise.clean.gate")
public interface GateConfig {

    /** Fewer sales than this mean that something is wrong with the source. */
    @WithDefault("200")
    @Positive
    long minimumSales();

    /** Share of the published sale ids that may span more than one commune, 0 to 1. */
    @WithDefault("0.05")
    @PositiveOrZero
    @DecimalMax("1")
    double maximumIdsOverCommunes();

    /** Share of a file's lines, of the départements asked for, that may be unreadable, 0 to 1. */
    @WithDefault("0.01")
    @PositiveOrZero
    @DecimalMax("1")
    double maximumUnreadableLines();

    /** Sales now over sales before, all years together. */
    @WithDefault("0.5")
    @PositiveOrZero
    double minimumTotalVolumeRatio();

    /** Sales now over sales before, of each year that was there before, but for those that have rolled out since. */
    @WithDefault("0.7")
    @PositiveOrZero
    double minimumVolumeRatio();

    /** The same of the last year of an earlier snapshot, which was not complete then and should have grown. */
    @WithDefault("0.98")
    @PositiveOrZero
    double minimumLastYearVolumeRatio();

    /** By how much the share of lines, or of sales, that a rule takes may go up, 0 to 1. */
    @WithDefault("0.1")
    @PositiveOrZero
    @DecimalMax("1")
    double maximumRuleIncrease();

    /** Median €/m² now over before. */
    @WithDefault("0.7")
    @PositiveOrZero
    double minimumMedianRatio();

    /** Median €/m² now over before. */
    @WithDefault("1.4")
    @Positive
    double maximumMedianRatio();

    /** Population stability index of any numeric column. Well above the 0.25 that is called large, since years roll on. */
    @WithDefault("1")
    @PositiveOrZero
    double maximumPopulationShift();
}
