package fr.toise.contracts.job;

import fr.toise.contracts.model.Measures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What the DJL job says it did. Everything was measured on the same rows: those of the hold-out that every estimator has an answer for.
 *
 * @param filter      which sales count, in words
 * @param rowsTrained sales that the network learned from
 * @param rowsHeldOut newest sales, that it was measured on
 * @param dataThrough last day on which sales are dense enough to carry a market index
 * @param championVersion the live model when training began; null when there was none
 * @param champion    the live model on the same rows; null when there was none, or when it could not be loaded or had no answer for most of them
 * @param coverage    share of the later half of the hold-out inside the 80 % range, whose width comes from the earlier half
 */
public record TrainingReport(
        String model,
        String version,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        String filter,
        int rowsTrained,
        int rowsHeldOut,
        LocalDate holdOutFrom,
        LocalDate holdOutThrough,
        LocalDate dataThrough,
        Measures measures,
        String championVersion,
        Measures champion,
        List<Measures> baselines,
        double coverage,
        Instant trainedAt) {

    public TrainingReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(measures, "measures");
        baselines = List.copyOf(baselines);
    }
}
