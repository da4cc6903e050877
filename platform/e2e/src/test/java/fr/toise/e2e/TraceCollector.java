package fr.toise.e2e;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Where services send their spans, as OTLP over HTTP. */
final class TraceCollector implements AutoCloseable {

    record Span(String trace, String service, String name) {}

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::collect);
        server.start();
    }

    /** Variables that make a service send here. */
    Map<String, String> environment() {
        return Map.of(
                "QUARKUS_OTEL_SDK_DISABLED",
                "false",
                "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "200ms");
    }

    private void collect(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (var resource : request.getResourceSpansList()) {
                var service = resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(attribute -> attribute.getValue().getStringValue())
                        .findFirst()
                        .orElse("");
                resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .map(span -> new Span(
                                HexFormat.of().formatHex(span.getTraceId().toByteArray()), service, span.getName()))
                        .forEach(spans::add);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Waits until there is a trace with a span of that name, and gives all of its spans that have come so far. */
    Set<Span> awaitTraceWith(String name, Duration patience) {
        await().alias("a span " + name).atMost(patience).until(() -> spans.stream()
                .anyMatch(span -> span.name().equals(name)));
        var trace = spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow()
                .trace();
        return spans.stream().filter(span -> span.trace().equals(trace)).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
