package fr.toise.contracts.job;

import fr.toise.contracts.event.LandedFile;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * What the Spark job is told.
 *
 * @param output {@code s3://bucket/prefix/} to write the dataset version under
 * @param inputs what goes into the manifest: the snapshot and the settings
 * @param scope  which sales are asked for
 */
public record CleaningArguments(
        String dataset,
        String snapshot,
        String version,
        boolean madeUp,
        List<LandedFile> files,
        String output,
        List<String> inputs,
        SalesScope scope,
        Thresholds thresholds,
        Executors executors) {

    /**
     * Goes up whenever the job makes something else of the same input, so that what was cleaned before is cleaned again. No constant, for the
     * compiler would write it into classes that a build in parts then leaves as they are.
     */
    public static String rulesVersion() {
        return "4";
    }

    public CleaningArguments {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(executors, "executors");
        files = List.copyOf(files);
        inputs = List.copyOf(inputs);
    }

    /**
     * Bounds outside of which a sale is not credible: euros, m².
     *
     * @param maximumLandArea   of a house; flats come without land
     * @param outlierFactor     €/m² within this factor of what is usual in its commune and year is never an outlier
     * @param outlierDeviations beyond that factor, how many robust standard deviations of log €/m² make an outlier
     */
    public record Thresholds(
            double minimumPrice,
            double maximumPrice,
            double minimumArea,
            double maximumArea,
            double maximumLandArea,
            double outlierFactor,
            double outlierDeviations)
            implements Serializable {}

    /**
     * Where Spark runs its tasks. It decides how long the job takes, never what it makes.
     *
     * @param master   a Spark master; null for threads of the job's own process
     * @param number   how many executors to ask the master for; 0 with a null master
     * @param cores    of each
     * @param memory   of each, as Spark writes it: {@code 2g}
     */
    public record Executors(String master, int number, int cores, String memory) {

        public static final Executors NONE = new Executors(null, 0, 0, null);
    }
}
