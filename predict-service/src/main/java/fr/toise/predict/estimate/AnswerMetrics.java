package fr.toise.predict.estimate;

import fr.toise.predict.live.Drift;
import fr.toise.predict.live.LiveModel;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** Of what flats estimates were asked, which were refused and why, and how far what is asked is from what the model learned from. */
@Singleton
class AnswerMetrics {

    private final MeterRegistry registry;

    AnswerMetrics(MeterRegistry registry, LiveModel liveModel) {
        this.registry = registry;
        drift("area", liveModel, Drift::ofAreas);
        drift("commune", liveModel, Drift::ofCommunes);
    }

    private void drift(String of, LiveModel liveModel, ToDoubleFunction<Drift> index) {
        Gauge.builder("toise.asked.drift", () -> liveModel.current().stream()
                        .map(LoadedModel::drift)
                        .mapToDouble(index)
                        .findFirst()
                        .orElse(Double.NaN))
                .description(
                        "PSI of the last flats asked about against the sales of the live model; above 0.25 they are others")
                .tag("of", of)
                .register(registry);
    }

    void answered(EstimateRequest request, Estimate estimate, LoadedModel model) {
        double area = Objects.requireNonNullElse(request.carrezArea(), request.livingArea());
        var commune = estimate.commune().code();
        registry.counter(
                        "toise.estimates.answered",
                        "department",
                        department(commune),
                        "size",
                        size(area),
                        "confidence",
                        estimate.confidence().name())
                .increment();
        model.drift().asked(area, commune);
    }

    void refused(Problem problem) {
        registry.counter("toise.estimates.refused", "reason", EstimateMetrics.reason(problem))
                .increment();
    }

    private static String department(String commune) {
        return commune.substring(0, commune.startsWith("97") ? 3 : 2);
    }

    private static String size(double area) {
        return area < 25 ? "below-25" : area < 45 ? "25-45" : area < 70 ? "45-70" : area < 100 ? "70-100" : "from-100";
    }
}
