package fr.toise.predict.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Which model is live, how old its sales are, and how often it changed. */
@Singleton
class LiveModelMetrics {

    private final MultiGauge version;
    private final Counter swaps;
    private final Counter refusals;
    private final Timer delay;
    private volatile LocalDate dataThrough;
    private volatile boolean behind;

    LiveModelMetrics(MeterRegistry registry) {
        version = MultiGauge.builder("toise.model.live")
                .description("1 for the version that is live")
                .register(registry);
        swaps = Counter.builder("toise.model.swaps")
                .description("Models that went live")
                .register(registry);
        delay = Timer.builder("toise.model.swap.delay")
                .description("From a promotion to the version being live, where another was before it")
                .register(registry);
        refusals = Counter.builder("toise.model.refusals")
                .description("Bundles that were promoted and not served")
                .register(registry);
        Gauge.builder("toise.model.behind", this, metrics -> metrics.behind ? 1 : 0)
                .description("1 while what was promoted last is refused, and another version is served, or none")
                .register(registry);
        Gauge.builder("toise.model.data.age", this, LiveModelMetrics::dataAge)
                .description("Days since the last sales that the live model knows")
                .baseUnit("days")
                .register(registry);
    }

    private double dataAge() {
        return dataThrough == null ? Double.NaN : ChronoUnit.DAYS.between(dataThrough, LocalDate.now());
    }

    void live(LoadedModel model) {
        var description = model.description();
        var tags = Tags.of(
                "model", description.model(),
                "version", description.version(),
                "made_up", String.valueOf(description.madeUp()));
        version.register(List.of(MultiGauge.Row.of(tags, 1)), true);
        dataThrough = description.dataThrough();
        swaps.increment();
    }

    /** @param since the promotion, by the clock of whoever promoted */
    void swapped(Duration since) {
        delay.record(since.isNegative() ? Duration.ZERO : since);
    }

    void refused() {
        refusals.increment();
    }

    void behind(boolean isBehind) {
        behind = isBehind;
    }
}
