package fr.toise.train.registry;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.Measures;
import java.time.Instant;
import java.util.List;

/**
 * One version of a model, as the registry knows it.
 *
 * @param decision null when the gate has not decided yet
 */
public record ModelEntry(
        String model,
        String version,
        State state,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        Instant trainedAt,
        int rowsTrained,
        int rowsHeldOut,
        Measures measures,
        Measures champion,
        List<Measures> baselines,
        double coverage,
        GateDecision decision) {

    public enum State {
        /** Trained, and not decided about yet. */
        CHALLENGER,
        CHAMPION,
        /** Was live once. */
        RETIRED,
        REFUSED
    }

    static ModelEntry of(TrainingReport report, GateDecision decision, boolean live) {
        return new ModelEntry(
                report.model(),
                report.version(),
                state(decision, live),
                report.dataset(),
                report.datasetVersion(),
                report.madeUp(),
                report.trainedAt(),
                report.rowsTrained(),
                report.rowsHeldOut(),
                report.measures(),
                report.champion(),
                report.baselines(),
                report.coverage(),
                decision);
    }

    private static State state(GateDecision decision, boolean live) {
        if (live) {
            return State.CHAMPION;
        }
        if (decision == null) {
            return State.CHALLENGER;
        }
        return decision.promoted() ? State.RETIRED : State.REFUSED;
    }
}
