package fr.toise.clean.cleaning;

import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Optional;

/**
 * Which sales count, and where Spark works. What decides the contents of a dataset version is part of its name: change the départements,
 * the types or a threshold, and all is cleaned anew.
 */
@ConfigMapping(prefix = "toise.clean")
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

    /** What to keep sales of: {@code FLAT}, {@code HOUSE}, or both. */
    @WithDefault("FLAT")
    List<PropertyType> types();

    /** How often to look for work without being told, as Quarkus' scheduler writes intervals: {@code 30s}. */
    @WithDefault("30s")
    String lookEvery();

    /** A Spark master, {@code spark://host:7077}; needed where there are executors. */
    Optional<String> master();

    /** How many executors to ask the Spark master for; 0 has the job work alone, in its own process. */
    @WithDefault("0")
    @PositiveOrZero
    int executors();

    /** Of each executor. */
    @WithDefault("2")
    @Positive
    int executorCores();

    /** Of each executor, as Spark writes it. */
    @WithDefault("2g")
    @Pattern(regexp = "[1-9]\\d*[mgMG]", message = "is no amount of memory: expected 512m or 2g")
    String executorMemory();

    Thresholds thresholds();

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

        /** m², of a house. */
        @WithDefault("5000")
        @PositiveOrZero
        double maximumLandArea();

        /** €/m² within this factor of what is usual in its commune and year is never an outlier. */
        @WithDefault("3")
        @Positive
        double outlierFactor();

        /** Beyond that factor, how many robust standard deviations of log €/m² make an outlier. */
        @WithDefault("4.5")
        @Positive
        double outlierDeviations();
    }

    /** What decides the contents of a dataset version. */
    default Settings settings() {
        return new Settings(
                new SalesScope(departments().orElse(List.of()), types()),
                new CleaningArguments.Thresholds(
                        thresholds().minimumPrice(),
                        thresholds().maximumPrice(),
                        thresholds().minimumArea(),
                        thresholds().maximumArea(),
                        thresholds().maximumLandArea(),
                        thresholds().outlierFactor(),
                        thresholds().outlierDeviations()));
    }

    /** @throws IllegalStateException when there is a master without executors, or executors without a master */
    default Executors spark() {
        if (executors() == 0 && master().isEmpty()) {
            return Executors.NONE;
        }
        if (executors() == 0 || master().isEmpty()) {
            throw new IllegalStateException(
                    "toise.clean.executors is " + executors() + " and toise.clean.master is "
                            + master().map(master -> "'" + master + "'").orElse("not set")
                            + ": expected both, some executors and a Spark master like spark://host:7077 to ask for them, or neither");
        }
        return new Executors(master().get(), executors(), executorCores(), executorMemory());
    }

    record Settings(SalesScope scope, CleaningArguments.Thresholds thresholds) {}
}
