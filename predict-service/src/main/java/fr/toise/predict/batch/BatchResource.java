package fr.toise.predict.batch;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.toise.predict.estimate.Answers;
import fr.toise.predict.estimate.Detail;
import fr.toise.predict.guard.Limits;
import fr.toise.predict.guard.Refusals;
import fr.toise.predict.live.LiveModel;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Estimates by the file. */
@Path(BatchResource.PATH)
@Tag(name = "Estimates")
public class BatchResource {

    public static final String PATH = "/api/v1/estimates/batch";

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String DESCRIPTION =
            "A line in, a line out, in the same order and while the next ones are still being sent: any number of them. A line that is"
                    + " refused says so in its place, and the others go on. The answer is whole when as many lines came as were sent. All are"
                    + " answered by one version of the model. Read while you send, or send files in pieces: `firstLine` numbers the lines on.";

    private final LiveModel liveModel;
    private final Answers answers;
    private final ObjectMapper json;
    private final BatchConfig config;
    private final Places places;
    private final Refusals refusals;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final ExecutorService workers = Executors.newFixedThreadPool(processors);

    BatchResource(LiveModel liveModel, Answers answers, ObjectMapper json, BatchConfig config, Refusals refusals) {
        this.liveModel = liveModel;
        this.answers = answers;
        this.json = json;
        this.config = config;
        this.places = new Places(config.atOnce());
        this.refusals = refusals;
    }

    @POST
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @Operation(operationId = "batch", summary = "Estimates for a file of flats", description = DESCRIPTION)
    @RequestBody(
            required = true,
            description = "NDJSON: estimate requests, each with an `id` of any kind beside it, which comes back."
                    + " CSV: a header with the names of these fields, longitude and latitude among them.",
            content = {
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "Two flats",
                                        value =
                                                "{\"id\": 1, \"address\": \"12 rue Turgot, 75009 Paris\", \"livingArea\": 43}\n{\"id\": 2, \"address\": \"3 rue Lepic, 75018 Paris\", \"livingArea\": 30}\n")),
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        examples =
                                @ExampleObject(
                                        name = "Two flats",
                                        value =
                                                "id,address,livingArea\n1,\"12 rue Turgot, 75009 Paris\",43\n2,\"3 rue Lepic, 75018 Paris\",30\n"))
            })
    @APIResponse(
            responseCode = "200",
            description = "NDJSON: objects with line, id, and either estimate or problem."
                    + " CSV: a header, then the same in columns; problem is empty where there is an estimate.",
            content = {
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.OBJECT, description = "A line")),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "400",
            description = "The header of the CSV is not as expected",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "415",
            description = "Neither NDJSON nor CSV, or in another charset than UTF-8",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description =
                    "Too many batches at the same time, in all or of one client: urn:toise:problem:too-many-batches",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public StreamingOutput json(
            InputStream body,
            @Parameter(
                            description = "Number of the first line, 1 when left out",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            format = "int64",
                                            minimum = "0",
                                            defaultValue = "1"))
                    @QueryParam("firstLine")
                    String firstLine,
            @Parameter(
                            description =
                                    "full, or brief for what a flat is worth and how sure that is, not why: several times as fast."
                                            + " Then estimateId, contributions, accuracy, comparables and summary are left out",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"full", "brief"},
                                            defaultValue = "full"))
                    @QueryParam("detail")
                    String detail,
            RoutingContext request) {
        var model = enter(request);
        return answering(lines(body, firstLine), new JsonRows(json), detail(detail), model);
    }

    @POST
    @Consumes(CSV)
    @Produces(CSV)
    @Operation(hidden = true)
    public StreamingOutput csv(
            InputStream body,
            @QueryParam("firstLine") String firstLine,
            @QueryParam("detail") String detail,
            RoutingContext request)
            throws IOException {
        var model = enter(request);
        var lines = lines(body, firstLine);
        var its = detail(detail);
        var header = lines.next();
        var rows = new CsvRows(header == null || header.text() == null ? "" : header.text(), its, json);
        return answering(lines, rows, its, model);
    }

    /** The model that answers all of the batch. */
    private LoadedModel enter(RoutingContext request) {
        checkCharset(request.request().getHeader(HttpHeaders.CONTENT_TYPE));
        var model = liveModel.currentOrProblem();
        var client = Limits.client(request.request());
        try {
            places.take(client);
        } catch (ProblemException e) {
            refusals.count(e.problem());
            throw e;
        }
        var left = new AtomicBoolean();
        request.addEndHandler(ended -> leave(client, left));
        if (request.response().closed()) {
            // who has gone before this thread had time for it is not said to go any more
            leave(client, left);
        }
        return model;
    }

    private static void checkCharset(String contentType) {
        var charset = contentType == null
                ? null
                : MediaType.valueOf(contentType).getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !isUtf8(charset)) {
            throw new NotSupportedException("Lines are read as UTF-8, not as " + charset);
        }
    }

    private static boolean isUtf8(String charset) {
        try {
            return Charset.forName(charset).equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }

    private void leave(String client, AtomicBoolean left) {
        if (!left.getAndSet(true)) {
            places.leave(client);
        }
    }

    private Lines lines(InputStream body, String firstLine) {
        if (firstLine != null && !firstLine.matches("[0-9]{1,15}")) {
            throw ProblemException.badRequest(
                    "Not as expected: firstLine", List.of(new Violation("firstLine", firstLine, "a whole number")));
        }
        long first = firstLine == null ? 1 : Long.parseLong(firstLine);
        return new Lines(
                new PatientInput(body, config.patience(), System::nanoTime),
                Math.toIntExact(config.longestLine().asLongValue()),
                first);
    }

    private static Detail detail(String asked) {
        return switch (Objects.requireNonNullElse(asked, "full")) {
            case "full" -> Detail.FULL;
            case "brief" -> Detail.BRIEF;
            default ->
                throw ProblemException.badRequest(
                        "Not as expected: detail", List.of(new Violation("detail", asked, "full or brief")));
        };
    }

    private StreamingOutput answering(Lines lines, Rows rows, Detail detail, LoadedModel model) {
        var batch = new Batch(lines, rows, model, answers, detail, workers, 2 * processors);
        return batch::write;
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }
}
