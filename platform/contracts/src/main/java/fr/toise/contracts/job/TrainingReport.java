package fr.toise.contracts.job;

import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What the DJL job says it did. The model and the baselines were measured on the same rows, those of the hold-out that all of them have an answer
 * for; the model and the champion were compared on those that both have one for.
 *
 * @param settings    what it was trained with; null in what was written before this was
 * @param search      the search that the settings come from; null when they are those of the configuration
 * @param filter      which sales count, in words
 * @param rowsTrained sales that the measured networks learned from
 * @param rowsHeldOut newest sales, that they were measured on
 * @param rowsServed  sales that the served networks learned from: after measuring, the same training is done once more on all of them
 * @param dataThrough last day on which sales are dense enough to carry a market index
 * @param measures    the model's
 * @param championVersion the live model when training began; null when there was none
 * @param championDataThrough the same day of the live model; null when there was none, or when it could not be loaded
 * @param champion    the live model on the rows that it has an answer for; null when there was none, when it could not be loaded, or for too few
 * @param comparisons of the model with the champion and with each baseline
 * @param segments    the same measures by arrondissement, by size and by price
 * @param championSegments of the model and the champion, on the rows that both have an answer for
 * @param goldenRows  how many answers of the bundle were found the same when it was loaded again as predict-service loads it
 */
public record TrainingReport(
        String model,
        String version,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        TrainingSettings settings,
        String search,
        String filter,
        int rowsTrained,
        int rowsHeldOut,
        int rowsServed,
        LocalDate holdOutFrom,
        LocalDate holdOutThrough,
        LocalDate dataThrough,
        Measures measures,
        String championVersion,
        LocalDate championDataThrough,
        Measures champion,
        List<Measures> baselines,
        List<Comparison> comparisons,
        List<Segment> segments,
        List<Segment> championSegments,
        int goldenRows,
        Instant trainedAt) {

    public TrainingReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(measures, "measures");
        // reports that were written before there was as much to say stay readable
        baselines = baselines == null ? List.of() : List.copyOf(baselines);
        comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
        segments = segments == null ? List.of() : List.copyOf(segments);
        championSegments = championSegments == null ? segments : List.copyOf(championSegments);
    }
}
