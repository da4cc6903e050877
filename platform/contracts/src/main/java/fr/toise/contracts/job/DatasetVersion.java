package fr.toise.contracts.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.gate.Check;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of one snapshot under one set of rules.
 *
 * @param inUse     it is the one that is to be trained on
 * @param at        when it was published, or refused
 * @param report    what the job did; null for a refused version
 * @param decision  of the gate; null for a refused version, and before the gate has decided
 * @param rejection why it is not to be used; null for a version that may be
 */
public record DatasetVersion(
        String dataset,
        String version,
        State state,
        boolean inUse,
        Instant at,
        CleaningReport report,
        DatasetDecision decision,
        DatasetRejected rejection) {

    public enum State {
        /** Published by its job; the gate has not decided yet. */
        UNDECIDED,
        /** It has passed the gate, or a person let it through. */
        RELEASED,
        /** Stopped by the gate; a person may let it through. */
        REJECTED,
        /** Its job could make no dataset of the snapshot, so there are no sales. */
        REFUSED
    }

    public static DatasetVersion published(
            CleaningReport report, Instant at, Optional<DatasetDecision> decided, Optional<CurrentDataset> current) {
        var decision = decided.orElse(null);
        var state = decision == null ? State.UNDECIDED : decision.released() ? State.RELEASED : State.REJECTED;
        return new DatasetVersion(
                report.dataset(),
                report.version(),
                state,
                current.filter(inUse -> inUse.version().equals(report.version()))
                        .isPresent(),
                at,
                report,
                decision,
                state == State.REJECTED ? rejection(report, decision) : null);
    }

    public static DatasetVersion refused(DatasetRejected rejection) {
        return new DatasetVersion(
                rejection.dataset(),
                rejection.version(),
                State.REFUSED,
                false,
                rejection.rejectedAt(),
                null,
                null,
                rejection);
    }

    /** Named after the first check that failed, with the figures of all of those. */
    private static DatasetRejected rejection(CleaningReport report, DatasetDecision decision) {
        var failed = decision.checks().stream().filter(check -> !check.passed()).toList();
        var figures = new TreeMap<String, Double>();
        for (var check : failed) {
            figures.put(check.rule() + ".found", check.found());
            figures.put(check.rule() + ".expected", check.bound());
        }
        return new DatasetRejected(
                report.dataset(),
                report.version(),
                report.snapshot(),
                failed.get(0).rule(),
                failed.stream().map(Check::text).collect(Collectors.joining(". ")),
                figures,
                decision.at());
    }

    /** {@code <dataset>/<version>}. */
    @JsonIgnore
    public String name() {
        return dataset + "/" + version;
    }

    @JsonIgnore
    public boolean isReleased() {
        return state == State.RELEASED;
    }
}
