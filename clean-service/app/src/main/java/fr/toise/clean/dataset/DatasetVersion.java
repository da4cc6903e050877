package fr.toise.clean.dataset;

import com.fasterxml.jackson.annotation.JsonIgnore;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Drift;
import fr.toise.contracts.job.CleaningReport;
import java.time.Instant;

/**
 * What became of one snapshot under one set of rules.
 *
 * @param at        when it was published, or rejected
 * @param report    what the job did; null for a rejected version
 * @param drift     against the version before; null for the first one, and for a rejected version
 * @param rejection why it is not to be used; null for a published version
 */
public record DatasetVersion(
        String dataset,
        String version,
        State state,
        Instant at,
        CleaningReport report,
        Drift drift,
        DatasetRejected rejection) {

    public enum State {
        PUBLISHED,
        REJECTED
    }

    static DatasetVersion published(CleaningReport report, Instant at) {
        return new DatasetVersion(report.dataset(), report.version(), State.PUBLISHED, at, report, null, null);
    }

    static DatasetVersion rejected(DatasetRejected rejection) {
        return new DatasetVersion(
                rejection.dataset(),
                rejection.version(),
                State.REJECTED,
                rejection.rejectedAt(),
                null,
                null,
                rejection);
    }

    DatasetVersion with(Drift drift) {
        return new DatasetVersion(dataset, version, state, at, report, drift, rejection);
    }

    /** {@code <dataset>/<version>}. */
    @JsonIgnore
    public String name() {
        return dataset + "/" + version;
    }

    @JsonIgnore
    public boolean isPublished() {
        return state == State.PUBLISHED;
    }
}
