package fr.toise.predict.loop;

import fr.toise.predict.guard.Refusals;
import fr.toise.predict.loop.Timeline.Changes;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.ProblemException;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The loop as it runs. */
@Path("/api/v1/loop")
@Tag(name = "Loop")
public class LoopResource {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** Proxies close a connection on which nothing is said for a minute. */
    private static final int QUIET_LOOKS = 15;

    /** Another replica, or this one after a restart, counts otherwise. */
    private final String instance = UUID.randomUUID().toString();

    private final AtomicInteger viewers = new AtomicInteger();
    private final Timeline timeline;
    private final LoopConfig config;
    private final Refusals refusals;

    LoopResource(Timeline timeline, LoopConfig config, Refusals refusals) {
        this.timeline = timeline;
        this.config = config;
        this.refusals = refusals;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "loop",
            summary = "What happened in the loop lately",
            description = "Up to toise.loop.moments, in the order in which this replica heard of them.")
    public List<Moment> moments() {
        return timeline.changes(0).moments();
    }

    @GET
    @Path("/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "loopEvents",
            summary = "The same, and then whatever changes",
            description =
                    "Server-sent events, each with an array of moments, the first with what is known, which may be nothing; who comes back with Last-Event-ID gets what changed since.")
    @APIResponse(
            responseCode = "200",
            description = "The moments",
            content =
                    @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(implementation = Moment.class)))
    @APIResponse(
            responseCode = "429",
            description = "More are watching than toise.loop.viewers: urn:toise:problem:too-many-viewers",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Multi<OutboundSseEvent> events(@HeaderParam("Last-Event-ID") String last, @Context Sse sse) {
        if (viewers.incrementAndGet() > config.viewers()) {
            viewers.decrementAndGet();
            var refusal = ProblemException.of(
                    429,
                    "too-many-viewers",
                    "Too many are watching",
                    config.viewers() + " watch already. Try again later, or GET /api/v1/loop.");
            refusals.count(refusal.problem());
            throw refusal;
        }
        var watch = new Watch(sse, since(last));
        return Multi.createFrom()
                .ticks()
                .every(LOOK_EVERY)
                .onOverflow()
                .drop()
                .onItem()
                .transformToIterable(tick -> watch.look())
                .onTermination()
                .invoke(viewers::decrementAndGet);
    }

    private long since(String last) {
        var prefix = instance + ":";
        return last != null
                        && last.startsWith(prefix)
                        && last.substring(prefix.length()).matches("[0-9]{1,18}")
                ? Long.parseLong(last.substring(prefix.length()))
                : 0;
    }

    /** One who watches, and how far that one has seen. */
    private final class Watch {

        private final Sse sse;
        private long seen;
        private int quiet;
        private boolean begun;

        Watch(Sse sse, long seen) {
            this.sse = sse;
            this.seen = seen;
        }

        List<OutboundSseEvent> look() {
            var changes = timeline.changes(seen);
            var said = new ArrayList<OutboundSseEvent>();
            // the first says what is known, were it nothing: what comes after it is new
            if (!begun || !changes.moments().isEmpty()) {
                begun = true;
                seen = changes.sequence();
                quiet = 0;
                said.add(event(changes));
            } else if (quiet++ >= QUIET_LOOKS) {
                quiet = 0;
                said.add(sse.newEventBuilder().comment("nothing new").build());
            }
            return said;
        }

        private OutboundSseEvent event(Changes changes) {
            return sse.newEventBuilder()
                    .id(instance + ":" + changes.sequence())
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(List.class, changes.moments())
                    .build();
        }
    }
}
