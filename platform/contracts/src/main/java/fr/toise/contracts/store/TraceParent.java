package fr.toise.contracts.store;

import java.util.Objects;

/**
 * The step that an output was made in, for whoever goes on with the output in another process.
 *
 * @param traceparent as the W3C's Trace Context writes it
 */
public record TraceParent(String traceparent) {

    public TraceParent {
        Objects.requireNonNull(traceparent, "traceparent");
    }
}
