package fr.toise.contracts.model;

import fr.toise.contracts.job.TrainingReport;
import java.time.Instant;
import java.util.List;

/**
 * One version of a model, as the registry knows it.
 *
 * @param search   the search that its settings come from; null when they are those of the configuration
 * @param decision null when the gate has not decided yet
 * @param reason   why it was trained; null for a version from before that was written down
 */
public record ModelEntry(
        String model,
        String version,
        State state,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        String search,
        Instant trainedAt,
        int rowsTrained,
        int rowsHeldOut,
        Measures measures,
        Measures champion,
        List<Measures> baselines,
        GateDecision decision,
        TrainingReason reason) {

    public enum State {
        /** Trained, and not decided about yet. */
        CHALLENGER,
        CHAMPION,
        /** Was live once. */
        RETIRED,
        REFUSED
    }

    public static ModelEntry of(
            TrainingReport report, GateDecision decision, TrainingReason reason, boolean live, boolean wasLive) {
        return new ModelEntry(
                report.model(),
                report.version(),
                state(decision, live, wasLive),
                report.dataset(),
                report.datasetVersion(),
                report.madeUp(),
                report.search(),
                report.trainedAt(),
                report.rowsTrained(),
                report.rowsHeldOut(),
                report.measures(),
                report.champion(),
                report.baselines(),
                decision,
                reason);
    }

    private static State state(GateDecision decision, boolean live, boolean wasLive) {
        if (live) {
            return State.CHAMPION;
        }
        if (wasLive) {
            return State.RETIRED;
        }
        if (decision == null) {
            return State.CHALLENGER;
        }
        return decision.promoted() ? State.RETIRED : State.REFUSED;
    }
}
