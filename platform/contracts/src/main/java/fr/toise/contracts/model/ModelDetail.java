package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.job.TrainingSettings;
import java.time.LocalDate;
import java.util.List;

/**
 * One version of a model at length.
 *
 * @param settings   what it was trained with; null for a version from before that was written down
 * @param promotions each time that it went live, or that another took its place; oldest first
 */
public record ModelDetail(
        @JsonUnwrapped ModelEntry entry,
        TrainingSettings settings,
        String filter,
        int rowsServed,
        LocalDate holdOutFrom,
        LocalDate holdOutThrough,
        LocalDate dataThrough,
        int goldenRows,
        List<Comparison> comparisons,
        List<Segment> segments,
        List<Champion> promotions) {

    public static ModelDetail of(ModelEntry entry, TrainingReport report, List<Champion> promotions) {
        return new ModelDetail(
                entry,
                report.settings(),
                report.filter(),
                report.rowsServed(),
                report.holdOutFrom(),
                report.holdOutThrough(),
                report.dataThrough(),
                report.goldenRows(),
                report.comparisons(),
                report.segments(),
                promotions);
    }
}
