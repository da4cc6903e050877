package fr.toise.ingest.ingestion;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.landing.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;

/** Counts what was ingested. */
@Startup
@ApplicationScoped
class IngestionMeters {

    private final MeterRegistry registry;

    IngestionMeters(MeterRegistry registry) {
        this.registry = registry;
        // there from the start: an increase from nothing to one goes unseen
        List.of("landed", "unchanged", "failed").forEach(this::timer);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void ended(Timer.Sample look, Outcome outcome) {
        if (outcome instanceof Outcome.Landed landed) {
            registry.counter("toise.ingestion.snapshots").increment();
            registry.counter("toise.ingestion.bytes").increment(landed.bytes());
            registry.counter("toise.ingestion.files", "how", "downloaded").increment(landed.downloaded());
            registry.counter("toise.ingestion.files", "how", "copied").increment(landed.copied());
        }
        stop(look, outcome instanceof Outcome.Landed ? "landed" : "unchanged");
    }

    void kept(Timer.Sample look) {
        stop(look, "unchanged");
    }

    /** The look goes on without the site. */
    void unreachable() {
        failure("unreachable");
    }

    void failed(Timer.Sample look, Exception failure) {
        failure(reason(failure));
        stop(look, "failed");
    }

    private void failure(String reason) {
        registry.counter("toise.ingestion.failures", "reason", reason).increment();
    }

    private void stop(Timer.Sample look, String outcome) {
        look.stop(timer(outcome));
    }

    private Timer timer(String outcome) {
        return registry.timer("toise.ingestion.looks", "outcome", outcome);
    }

    private static String reason(Exception failure) {
        if (failure instanceof SourceException known) {
            return known.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return failure instanceof SdkException || failure.getCause() instanceof SdkException ? "object-store" : "other";
    }
}
