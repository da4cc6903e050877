package fr.toise.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server that answers what it was told to, and remembers what it was sent. */
public final class FakeService implements AutoCloseable {

    /** Among replies in turn: the connection ends without one. */
    public static final String NO_REPLY = "";

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Map<String, Queue<String>> turns = new ConcurrentHashMap<>();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> authorizations = new ConcurrentHashMap<>();

    private record Reply(int status, String body) {}

    public FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public FakeService answering(String path, int status, String body) {
        replies.put(path, new Reply(status, body));
        return this;
    }

    /** One reply after the other; the last one stays. */
    public FakeService answeringInTurn(String path, String... inTurn) {
        turns.put(path, new ConcurrentLinkedQueue<>(List.of(inTurn)));
        return answering(path, 200, inTurn[inTurn.length - 1]);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public String sentTo(String path) {
        return bodies.get(path);
    }

    public String authorizationOf(String path) {
        return authorizations.get(path);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            bodies.put(path, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.put(path, authorization == null ? "" : authorization);
            var next = turns.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            if (NO_REPLY.equals(next)) {
                return;
            }
            var reply = next == null ? replies.getOrDefault(path, new Reply(404, "{}")) : new Reply(200, next);
            var body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
