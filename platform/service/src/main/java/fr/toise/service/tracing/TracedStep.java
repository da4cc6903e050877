package fr.toise.service.tracing;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.contracts.store.TraceParent;
import fr.toise.objectstore.ObjectStore;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.HashMap;
import java.util.Optional;

/** One step on the way of a snapshot: a span that is this thread's until it is closed. Does nothing where nothing is traced. */
public final class TracedStep implements AutoCloseable {

    private final Span span;
    private final Scope scope;
    private volatile String said;

    TracedStep(Span span) {
        this.span = span;
        this.scope = span.makeCurrent();
    }

    public TracedStep with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    /** What a job says while it goes on; each message once. Any thread may call it. */
    public void says(JobProgress progress) {
        var message = progress.message();
        if (message != null && !message.equals(said)) {
            said = message;
            span.addEvent(message);
        }
    }

    public void failed(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
    }

    /**
     * Has whoever goes on with an output go on from the step that this thread is at. To be called before the output can be found.
     *
     * @param prefix of the output
     */
    public static void leaveIn(ObjectStore store, String prefix) {
        here().ifPresent(here -> store.write(prefix + ObjectLayout.TRACE, here));
    }

    /** The step that this thread is at; empty where nothing is traced. */
    public static Optional<TraceParent> here() {
        if (!Span.current().getSpanContext().isValid()) {
            return Optional.empty();
        }
        var carrier = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), carrier, HashMap::put);
        return Optional.of(new TraceParent(carrier.get("traceparent")));
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
