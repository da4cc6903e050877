package fr.toise.cli.up;

import fr.toise.contracts.event.PipelineProgress.Step;
import java.time.Duration;

/**
 * One line of the timeline.
 *
 * @param total   units in all; 0 where that is not known
 * @param elapsed how long it has been at work; null before
 */
record StepView(Step step, State state, long done, long total, String unit, String message, Duration elapsed) {

    enum State {
        STARTING,
        WAITING,
        RUNNING,
        DONE,
        UNCHANGED,
        REFUSED,
        FAILED,
        LIVE
    }

    boolean progressKnown() {
        return state == State.RUNNING && (done > 0 || total > 0);
    }

    /** 0 to 1; only where the total is known. */
    double share() {
        return Math.min(1, (double) done / total);
    }
}
