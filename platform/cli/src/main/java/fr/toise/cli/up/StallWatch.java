package fr.toise.cli.up;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Notices that nothing changes any more. */
final class StallWatch {

    private final Duration limit;
    private List<StepView> seen = List.of();
    private Instant changedAt = Instant.MAX;

    StallWatch(Duration limit) {
        this.limit = limit;
    }

    boolean stalled(List<StepView> steps, Instant now) {
        var timeless = steps.stream().map(StallWatch::timeless).toList();
        if (!timeless.equals(seen)) {
            seen = timeless;
            changedAt = now;
        }
        return Duration.between(changedAt, now).compareTo(limit) > 0;
    }

    private static StepView timeless(StepView step) {
        return new StepView(step.step(), step.state(), step.done(), step.total(), step.unit(), step.message(), null);
    }
}
