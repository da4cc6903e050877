package fr.toise.train.dataset;

import fr.toise.contracts.job.CleaningReport;
import java.time.Instant;

/**
 * A cleaned dataset.
 *
 * @param prefix   in the clean bucket
 * @param landedAt when the snapshot that it was made of had landed
 * @param madeAt   later where it was damaged and is made anew
 */
public record Dataset(CleaningReport report, String prefix, Instant landedAt, Instant madeAt) {

    public String name() {
        return report.dataset() + "/" + report.version();
    }

    public boolean madeUp() {
        return report.madeUp();
    }
}
