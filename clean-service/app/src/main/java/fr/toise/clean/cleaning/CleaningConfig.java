package fr.toise.clean.cleaning;

import fr.toise.contracts.job.CleaningArguments;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Optional;

/** Which sales count. Every one of these settings is part of a dataset version's name: change one, and all is cleaned anew. */
@ConfigMapping(prefix = "toise.cleaning")
public interface CleaningConfig {

    /** Codes of the départements to keep, {@code 75} or {@code 2A}; set to nothing, the whole country. */
    @WithDefault("75")
    Optional<
                    List<
                            @Pattern(
                                    regexp = "\\d{2,3}|2[AB]",
                                    message = "is no code of a département: expected 75, 2A or 974")
                            String>>
            departments();

    /** How often to look for work without being told, as Quarkus' scheduler writes intervals: {@code 30s}. */
    @WithDefault("30s")
    String lookEvery();

    Thresholds thresholds();

    Gate gate();

    /** Bounds outside of which a sale is not credible. */
    interface Thresholds {

        /** Euros, exclusive. */
        @WithDefault("50000")
        @PositiveOrZero
        double minimumPrice();

        /** Euros, exclusive. */
        @WithDefault("4000000")
        @Positive
        double maximumPrice();

        /** m². */
        @WithDefault("9")
        @PositiveOrZero
        double minimumArea();

        /** m². */
        @WithDefault("500")
        @Positive
        double maximumArea();

        /** Euros, exclusive. */
        @WithDefault("2000")
        @PositiveOrZero
        double minimumPricePerSquareMetre();

        /** Euros, exclusive. */
        @WithDefault("40000")
        @Positive
        double maximumPricePerSquareMetre();
    }

    /** What a dataset version has to be to be trained on. */
    interface Gate {

        @WithDefault("200")
        @Positive
        long minimumSales();

        /** Share of the published sale ids that may span more than one commune, 0 to 1. */
        @WithDefault("0.05")
        @PositiveOrZero
        @DecimalMax("1")
        double maximumIdsOverCommunes();
    }

    /** What the job is told of all this. */
    default Settings settings() {
        return new Settings(
                departments().orElse(List.of()).stream().sorted().toList(),
                new CleaningArguments.Thresholds(
                        thresholds().minimumPrice(),
                        thresholds().maximumPrice(),
                        thresholds().minimumArea(),
                        thresholds().maximumArea(),
                        thresholds().minimumPricePerSquareMetre(),
                        thresholds().maximumPricePerSquareMetre()),
                new CleaningArguments.Gate(gate().minimumSales(), gate().maximumIdsOverCommunes()));
    }

    /** The settings that decide what a dataset version holds. */
    record Settings(List<String> departments, CleaningArguments.Thresholds thresholds, CleaningArguments.Gate gate) {}
}
