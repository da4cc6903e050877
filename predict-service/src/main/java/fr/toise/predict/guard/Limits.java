package fr.toise.predict.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.predict.batch.BatchResource;
import fr.toise.service.problem.Problem;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Turns away what is too much, before any of it is read. */
@ApplicationScoped
public class Limits {

    /** Right after Quarkus has set its own limit on the body, which would otherwise hold for batches too. */
    private static final int PRIORITY = 1;

    private final LimitsConfig config;
    private final ObjectMapper json;
    private final Refusals refusals;
    private final ClientRates rates;

    Limits(LimitsConfig config, ObjectMapper json, Refusals refusals) {
        this.config = config;
        this.json = json;
        this.refusals = refusals;
        this.rates = config.requestsPerMinute().isPresent()
                ? new ClientRates(config.requestsPerMinute().getAsInt())
                : null;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext request) {
        var path = request.normalizedPath();
        if (rates != null && (path.startsWith("/api/") || path.startsWith("/v2/"))) {
            long seconds = rates.secondsToWait(client(request.request()));
            if (seconds > 0) {
                request.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
                refuse(request, tooMany(seconds));
                return;
            }
        }
        if (!path.equals(BatchResource.PATH)) {
            long most = config.body().asLongValue();
            if (isLonger(request.request().getHeader(HttpHeaders.CONTENT_LENGTH), most)) {
                // what is still on its way is not read
                endConnection(request);
                refuse(request, tooLarge(most));
                return;
            }
            // for a body that does not say how long it is
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
        }
        request.next();
    }

    /** With the answer to this request; HTTP/2 has no such header. */
    static void endConnection(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    /** The address of who asks; one for all whose proxy says nothing that is an address. */
    public static String client(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.remoteAddress().hostAddress(), "unknown");
    }

    private static boolean isLonger(String contentLength, long most) {
        try {
            return contentLength != null && Long.parseLong(contentLength) > most;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private Problem tooMany(long seconds) {
        return new Problem(
                Problem.type("too-many-requests"),
                "Too many requests",
                429,
                "One client may ask " + config.requestsPerMinute().orElseThrow() + " times a minute. Try again in "
                        + seconds + " s.",
                List.of());
    }

    private static Problem tooLarge(long most) {
        return new Problem(
                Problem.type("body-too-large"),
                "The body is too large",
                413,
                "A body may have " + most + " bytes. Send many flats to " + BatchResource.PATH + ".",
                List.of());
    }

    private void refuse(RoutingContext request, Problem problem) {
        refusals.count(problem);
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Failed to say that a request was refused", e);
        }
    }
}
