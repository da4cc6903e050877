package fr.toise.contracts.job;

import fr.toise.contracts.event.LandedFile;
import java.util.List;
import java.util.Objects;

/**
 * What the Spark job is told.
 *
 * @param output      {@code s3://bucket/prefix/} to write the dataset version under
 * @param inputs      what goes into the manifest: the snapshot and the settings
 * @param departments codes to keep, {@code 75} or {@code 2A}; empty keeps the whole country
 * @param gate        what a dataset version has to be to be published; null publishes any that has sales
 */
public record CleaningArguments(
        String dataset,
        String snapshot,
        String version,
        boolean madeUp,
        List<LandedFile> files,
        String output,
        List<String> inputs,
        List<String> departments,
        Thresholds thresholds,
        Gate gate) {

    /** Goes up whenever the job makes something else of the same input, so that what was cleaned before is cleaned again. */
    public static final String RULES_VERSION = "1";

    public CleaningArguments {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(thresholds, "thresholds");
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
        departments = List.copyOf(departments);
    }

    /** Bounds outside of which a sale is not credible: euros, m², €/m². */
    public record Thresholds(
            double minimumPrice,
            double maximumPrice,
            double minimumArea,
            double maximumArea,
            double minimumPricePerSquareMetre,
            double maximumPricePerSquareMetre) {}

    /**
     * What a dataset version has to be to be trained on.
     *
     * @param minimumSales           fewer sales than this mean that something is wrong with the source
     * @param maximumIdsOverCommunes share of published sale ids that may span more than one commune, 0 to 1
     */
    public record Gate(long minimumSales, double maximumIdsOverCommunes) {}
}
