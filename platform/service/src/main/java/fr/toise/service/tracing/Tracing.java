package fr.toise.service.tracing;

import fr.toise.contracts.store.ObjectLayout;
import fr.toise.contracts.store.TraceParent;
import fr.toise.objectstore.ObjectStore;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Begins the steps of a trace. Which step one goes on from lies in the store beside what it works on: events are only nudges, and the
 * process that made the output may be gone.
 */
@ApplicationScoped
public class Tracing {

    private static final Logger LOG = Logger.getLogger(Tracing.class);

    private static final TextMapGetter<TraceParent> CARRIER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(TraceParent parent) {
            return Set.of("traceparent");
        }

        @Override
        public String get(TraceParent parent, String key) {
            return key.equals("traceparent") ? parent.traceparent() : null;
        }
    };

    private final Tracer tracer;
    private final boolean off;

    Tracing(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        // a disabled SDK still makes spans, which nobody would see
        this.tracer = off ? TracerProvider.noop().get("") : tracer;
        this.off = off;
    }

    /** The first of a trace. */
    public TracedStep first(String name) {
        return step(name, Context.root());
    }

    /** A part of the step that this thread is at. */
    public TracedStep within(String name) {
        return step(name, Context.current());
    }

    /** Goes on from the step that has left an output. */
    public TracedStep after(String name, ObjectStore store, String prefix) {
        return after(name, found(store, prefix));
    }

    /** @param before empty for the first of a trace */
    public TracedStep after(String name, Optional<TraceParent> before) {
        return step(
                name,
                before.map(parent -> W3CTraceContextPropagator.getInstance().extract(Context.root(), parent, CARRIER))
                        .orElse(Context.root()));
    }

    private TracedStep step(String name, Context parent) {
        return new TracedStep(tracer.spanBuilder(name).setParent(parent).startSpan());
    }

    /** The step that has left an output; empty where nothing was traced. No work fails of it. */
    public Optional<TraceParent> found(ObjectStore store, String prefix) {
        if (off) {
            return Optional.empty();
        }
        try {
            return store.read(prefix + ObjectLayout.TRACE, TraceParent.class);
        } catch (SdkException | UncheckedIOException e) {
            LOG.warnf("The trace of %s is not gone on with: %s", store.uri(prefix), e.getMessage());
            return Optional.empty();
        }
    }
}
