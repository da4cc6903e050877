package fr.toise.contracts.job;

import fr.toise.contracts.model.Measures;
import java.time.Instant;
import java.util.Objects;

/**
 * What one trial of a search came to.
 *
 * @param settings      that it was trained with, at this rung
 * @param rowsTrained   sales that it learned from
 * @param measures      on newer sales, that are not of the hold-out
 * @param seconds       that training took, without fetching and features
 */
public record TrialReport(
        String search,
        int trial,
        int rung,
        TrainingSettings settings,
        int rowsTrained,
        Measures measures,
        double seconds,
        Instant endedAt) {

    public TrialReport {
        Objects.requireNonNull(search, "search");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(measures, "measures");
    }
}
