package fr.toise.predict.guard;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Ends each connection with its next answer while this replica is about to stop. A connection that is kept open leads here whatever
 * Kubernetes says of where to go, and whoever asked over it once more would be turned away.
 */
@ApplicationScoped
class Draining {

    /** Before {@link Limits}, whose refusals end a connection, too. */
    private static final int PRIORITY = 2;

    private volatile boolean stopping;

    void begin(@Observes ShutdownDelayInitiatedEvent soon) {
        stopping = true;
    }

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    if (stopping) {
                        Limits.endConnection(request);
                    }
                    request.next();
                },
                PRIORITY);
    }
}
