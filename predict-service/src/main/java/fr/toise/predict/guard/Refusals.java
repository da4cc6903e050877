package fr.toise.predict.guard;

import fr.toise.service.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How often what was too much was turned away, and why. */
@Singleton
public class Refusals {

    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
    }

    public void count(Problem problem) {
        registry.counter("toise.requests.refused", "reason", problem.word()).increment();
    }
}
