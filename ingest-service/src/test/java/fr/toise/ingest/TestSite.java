package fr.toise.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A web server with a tree of files in memory, which can be told to misbehave. */
public final class TestSite implements AutoCloseable {

    /** A file; its ETag is null where the server shall not have one. */
    public record Served(byte[] bytes, String eTag) {}

    public final List<String> requests = new CopyOnWriteArrayList<>();
    public volatile boolean ranges = true;
    public volatile boolean head = true;
    /** Bytes after which a connection breaks, as often as {@link #breaks} says. */
    public volatile int breaksAfter;

    public final AtomicInteger breaks = new AtomicInteger();
    /** Answers with 503 as often as this says. */
    public final AtomicInteger unavailable = new AtomicInteger();
    /** Sends a byte every now and then, for seconds. */
    public volatile boolean dribbles;
    /** What replaces a file after its connection broke. */
    public volatile Served afterBreak;

    private final Map<String, Served> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public TestSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start a web server", e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public TestSite put(String path, byte[] bytes, String eTag) {
        files.put("/" + path, new Served(bytes, eTag));
        return this;
    }

    public void redirect(String path, String target) {
        redirects.put("/" + path, target);
    }

    public URI uri() {
        return URI.create("http://" + host() + "/");
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestMethod() + " " + path + (range == null ? "" : " " + range));
            if (unavailable.getAndDecrement() > 0) {
                exchange.sendResponseHeaders(503, -1);
            } else if (redirects.containsKey(path)) {
                exchange.getResponseHeaders().set("Location", redirects.get(path));
                exchange.sendResponseHeaders(302, -1);
            } else if (files.containsKey(path)) {
                file(exchange, path, files.get(path), range);
            } else if (path.endsWith("/")) {
                listing(exchange, path);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void file(HttpExchange exchange, String path, Served file, String range) throws IOException {
        if (file.eTag() != null) {
            exchange.getResponseHeaders().set("ETag", file.eTag());
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(file.bytes().length));
            }
            exchange.sendResponseHeaders(head ? 200 : 405, -1);
            return;
        }
        int from = 0;
        var same = exchange.getRequestHeaders().getFirst("If-Range");
        if (ranges && range != null && (same == null || same.equals(file.eTag()))) {
            from = Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (file.bytes().length - 1) + "/" + file.bytes().length);
        }
        int length = file.bytes().length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        if (breaks.getAndDecrement() > 0) {
            exchange.getResponseBody().write(file.bytes(), from, Math.min(breaksAfter, length));
            exchange.getResponseBody().flush();
            if (afterBreak != null) {
                files.put(path, afterBreak);
            }
            return;
        }
        if (dribbles) {
            dribble(exchange, file.bytes());
            return;
        }
        exchange.getResponseBody().write(file.bytes(), from, length);
    }

    private static void dribble(HttpExchange exchange, byte[] bytes) throws IOException {
        for (int i = 0; i < 200; i++) {
            exchange.getResponseBody().write(bytes, i, 1);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void listing(HttpExchange exchange, String folder) throws IOException {
        var names = new TreeSet<String>();
        for (var path : files.keySet()) {
            if (path.startsWith(folder)) {
                names.add(path.substring(folder.length()).replaceFirst("/.*", "/"));
            }
        }
        var html = new StringBuilder("<html><body><h1>Index of " + folder + "</h1><a href=\"../\">../</a>\n");
        names.forEach(name -> html.append("<a href=\"%s\">%s</a>\n".formatted(name, name)));
        var bytes = html.append("</body></html>").toString().getBytes();
        exchange.sendResponseHeaders(names.isEmpty() ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
