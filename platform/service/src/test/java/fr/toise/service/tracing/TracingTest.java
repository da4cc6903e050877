package fr.toise.service.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.Test;

class TracingTest {

    private final Tracer tracer = SdkTracerProvider.builder().build().get("test");

    @Test
    void goesOnFromAStepOfAnotherProcess() {
        // Given
        var one = new Tracing(tracer, false);
        var other = new Tracing(tracer, false);

        var before = one.first("land");
        var left = TracedStep.here();
        var trace = Span.current().getSpanContext().getTraceId();
        before.close();

        // When
        try (var after = other.after("clean", left)) {
            // Then
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(trace);
            assertThat(TracedStep.here()).isNotEqualTo(left);
        }
    }

    @Test
    void nothingIsLeftForOthersWhereNothingIsTraced() {
        // Given the tracer of an SDK that is disabled, which makes spans nevertheless
        var tracing = new Tracing(tracer, true);

        // When
        try (var step = tracing.first("land").with("a", "b")) {
            // Then
            assertThat(TracedStep.here()).isEmpty();
        }
    }
}
