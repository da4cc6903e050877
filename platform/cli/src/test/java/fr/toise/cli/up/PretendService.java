package fr.toise.cli.up;

import com.sun.net.httpserver.HttpServer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Stands in for each of the four services, with nothing but the JDK: answers as one that has done its work. */
public final class PretendService {

    /** Environment variable: which service dies at once. */
    static final String DIES = "PRETEND_DIES";

    private PretendService() {}

    public static void main(String[] arguments) throws Exception {
        var service = service();
        System.out.println("I am " + service);
        System.out.println("I am told the password: " + System.getenv().containsKey("TOISE_OPERATOR_PASSWORD"));
        System.out.println("My temporary files are in " + System.getProperty("java.io.tmpdir"));
        System.out.println("I have a class cache: "
                + ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(option -> option.startsWith("-XX:SharedArchiveFile=")));
        if (service.equals(System.getenv(DIES))) {
            System.out.println("I can't go on");
            System.exit(9);
        }
        int port = Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var body = answer(service, exchange.getRequestURI().getPath()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    /** Each is known by what only it is told. */
    private static String service() {
        var environment = System.getenv();
        if (environment.containsKey("TOISE_INGESTION_SOURCE")) {
            return "ingest";
        }
        if (environment.containsKey("TOISE_CLEAN_DEPARTMENTS")) {
            return "clean";
        }
        return environment.containsKey("TOISE_JOBS_LOCAL_LIBRARIES") ? "train" : "predict";
    }

    private static String answer(String service, String path) {
        return switch (path) {
            case "/api/v1/status" -> status(service);
            case "/api/v1/models" -> "[{\"version\": \"m1\", \"state\": \"CHAMPION\"}]";
            case "/api/v1/model" ->
                "{\"name\": \"paris-flats\", \"version\": \"m1\", \"madeUp\": true, \"dataThrough\": \"2025-12-31\","
                        + " \"example\": {\"address\": \"1 RUE DE LA PAIX 75002\", \"livingArea\": 40, \"rooms\": 2}}";
            case "/api/v1/estimates" ->
                "{\"value\": 400000, \"model\": {\"name\": \"paris-flats\", \"version\": \"m1\"}}";
            default -> "{}";
        };
    }

    private static String status(String service) {
        return switch (service) {
            case "ingest" -> status(service, null, "made-up/s1");
            case "clean" -> status(service, "made-up/s1", "made-up/d1");
            default -> status(service, "made-up/d1", "paris-flats/m1");
        };
    }

    private static String status(String service, String input, String output) {
        return "{\"service\": \"%s\", \"busy\": false, \"looks\": 1, \"input\": %s, \"output\": \"%s\", \"state\": \"SUCCEEDED\", \"message\": \"%s did it\"}"
                .formatted(service, input == null ? "null" : "\"" + input + "\"", output, service);
    }
}
