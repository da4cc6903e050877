package fr.toise.cli.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** One service, by its address. */
public final class ServiceClient {

    static {
        // lets the Connection header below pass; read once, when the first client is made
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    }

    public static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int HIGHEST_PORT = 65_535;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI address;
    private final Duration patience;

    public ServiceClient(String address) {
        this(address, ANSWER);
    }

    /** @param patience how long to wait for an answer */
    public ServiceClient(String address, Duration patience) {
        this.address = uri(address);
        this.patience = patience;
    }

    private static URI uri(String address) {
        try {
            var uri = URI.create(address.endsWith("/") ? address : address + "/");
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")
                    && uri.getPort() <= HIGHEST_PORT) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // said below
        }
        throw new CommandFailure(
                "'" + address + "' is not an address: expected something like " + Ports.url(Ports.DEFAULT_PREDICT));
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** Lines of text, to be answered in lines of the same kind. */
    public TextAnswer postText(String path, String mediaType, String body) {
        var response = exchange(request(path)
                .setHeader("Accept", mediaType + ", application/problem+json")
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body)));
        var seconds = response.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,4}"));
        return new TextAnswer(
                response.statusCode(), response.body(), Duration.ofSeconds(Long.parseLong(seconds.orElse("1"))));
    }

    Answer postAsOperator(String path, String password, JsonNode body) {
        var credentials = Base64.getEncoder().encodeToString(("operator:" + password).getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path.substring(1)))
                .header("Accept", "application/json, application/problem+json")
                // a service that is stopped waits for connections that are kept open, used or not
                .header("Connection", "close")
                .timeout(patience);
    }

    private Answer send(HttpRequest.Builder request) {
        var response = exchange(request);
        return new Answer(response.statusCode(), parse(response.body()));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UnreachableException(
                    e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException)
                            ? place() + " did not answer within " + patience.toSeconds()
                                    + " s: it is busy or stuck. Try again, or look into its log"
                            : "Toise is not running at " + place() + "; start it with ./toise up",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + address, e);
        }
    }

    /**
     * What a service answered in text.
     *
     * @param retryAfter when to come again, for who was turned away
     */
    public record TextAnswer(int status, String body, Duration retryAfter) {

        /** Others, or one's own earlier requests, were too many. */
        public boolean isTurnedAway() {
            return status == 429;
        }

        /** Nobody can be answered just now, as in the seconds after a start. */
        public boolean isUnavailable() {
            return status == 503;
        }

        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** For when it is not what was asked for, but a problem in JSON. */
        public Answer asJson() {
            return new Answer(status, parse(body));
        }
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private String place() {
        return address.toString().replaceAll("/$", "");
    }

    /** Nobody answers there. */
    public static final class UnreachableException extends CommandFailure {

        UnreachableException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
