package fr.toise.predict.inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.estimate.Answers;
import fr.toise.predict.estimate.Detail;
import fr.toise.predict.estimate.Estimate;
import fr.toise.predict.inference.Inference.Failure;
import fr.toise.predict.inference.Inference.Live;
import fr.toise.predict.inference.Inference.Model;
import fr.toise.predict.inference.Inference.ModelReady;
import fr.toise.predict.inference.Inference.Ready;
import fr.toise.predict.inference.Inference.Server;
import fr.toise.predict.inference.Inference.Wanted;
import fr.toise.predict.live.LiveModel;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.JsonViolation;
import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The live model, for clients of the Open Inference Protocol. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Open Inference Protocol v2")
public class InferenceResource {

    private static final int MOST_FLATS = 1_000;
    /** In the words of the protocol: who made it, and in which format its parameters are. */
    private static final String PLATFORM = "toise_safetensors";

    private static final String EXAMPLE = """
            {"inputs": [{"name": "address", "shape": [1], "datatype": "BYTES", "data": ["12 rue Turgot, 75009 Paris"]},
                        {"name": "livingArea", "shape": [1], "datatype": "FP64", "data": [43]}]}""";

    private final LiveModel liveModel;
    private final Answers answers;
    private final Columns columns;

    InferenceResource(LiveModel liveModel, Answers answers, ObjectMapper json) {
        this.liveModel = liveModel;
        this.answers = answers;
        this.columns = new Columns(json);
    }

    @GET
    @Operation(summary = "The server")
    public Server server() {
        return new Server("toise-predict-service", "1", List.of());
    }

    @GET
    @Path("/health/live")
    @Operation(summary = "Whether the server is there")
    public Live live() {
        return new Live(true);
    }

    @GET
    @Path("/health/ready")
    @Operation(summary = "Whether a model is live")
    public Response ready() {
        boolean ready = liveModel.isLive();
        return Response.status(ready ? 200 : 503).entity(new Ready(ready)).build();
    }

    @GET
    @Path("/models/{name}")
    @Operation(summary = "What the model takes and gives")
    public Model model(@PathParam("name") String name) {
        return model(name, null);
    }

    @GET
    @Path("/models/{name}/versions/{version}")
    @Operation(summary = "The same, of a version")
    public Model model(@PathParam("name") String name, @PathParam("version") String version) {
        return new Model(
                name, List.of(live(name, version).version()), PLATFORM, Questions.COLUMNS, columns.described());
    }

    @GET
    @Path("/models/{name}/ready")
    @Operation(summary = "Whether the model is live")
    public ModelReady ready(@PathParam("name") String name) {
        return ready(name, null);
    }

    @GET
    @Path("/models/{name}/versions/{version}/ready")
    @Operation(summary = "Whether that version is live")
    public ModelReady ready(@PathParam("name") String name, @PathParam("version") String version) {
        return new ModelReady(live(name, version).description().model(), true);
    }

    @POST
    @Path("/models/{name}/infer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Estimates, column by column",
            description =
                    "Inputs are the fields of an estimate request, a tensor each, one value a flat. When one flat is refused, all are.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Inference.Request.class),
                            examples = @ExampleObject(name = "A flat", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The outputs",
            content = @Content(schema = @Schema(implementation = Inference.Response.class)))
    @APIResponse(
            responseCode = "400",
            description = "What is wrong with the inputs, or with the first flat that is refused",
            content = @Content(schema = @Schema(implementation = Failure.class)))
    public Inference.Response infer(@PathParam("name") String name, Inference.Request request) {
        return infer(name, null, request);
    }

    @POST
    @Path("/models/{name}/versions/{version}/infer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "The same, by that version or none")
    @APIResponse(
            responseCode = "200",
            description = "The outputs",
            content = @Content(schema = @Schema(implementation = Inference.Response.class)))
    @APIResponse(
            responseCode = "400",
            description = "What is wrong with the inputs, or with the first flat that is refused",
            content = @Content(schema = @Schema(implementation = Failure.class)))
    public Inference.Response infer(
            @PathParam("name") String name, @PathParam("version") String version, Inference.Request request) {
        if (request == null) {
            throw new BadInferenceException("The body is empty, expected inputs");
        }
        var model = live(name, version);
        var questions = Questions.of(request.inputs(), MOST_FLATS);
        var outputs = Objects.requireNonNullElse(request.outputs(), List.<Wanted>of());
        if (outputs.stream().anyMatch(Objects::isNull)) {
            throw new BadInferenceException("An output is null: expected an object with its name");
        }
        var wanted = outputs.stream().map(Wanted::name).toList();
        columns.of(List.of(), wanted);
        var detail = wanted.isEmpty() || wanted.contains(Columns.ESTIMATE) ? Detail.FULL : Detail.BRIEF;
        var estimates = new ArrayList<Estimate>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            estimates.add(answer(i, questions.get(i), model, detail));
        }
        return new Inference.Response(name, model.version(), request.id(), columns.of(estimates, wanted));
    }

    private Estimate answer(int row, ObjectNode question, LoadedModel model, Detail detail) {
        try {
            return answers.to(question, model, detail);
        } catch (ProblemException e) {
            var problem = e.problem();
            var expected = problem.violations().stream()
                    .map(violation -> "; " + violation.field() + ": expected " + violation.expected())
                    .reduce("", String::concat);
            throw new BadInferenceException("Flat " + row + ": " + problem.detail() + expected);
        }
    }

    private LoadedModel live(String name, String version) {
        var model = liveModel.currentOrProblem();
        var description = model.description();
        boolean same = description.model().equals(name) && (version == null || version.equals(description.version()));
        if (!same) {
            throw ProblemException.of(
                    404,
                    "unknown-model",
                    "That model is not live",
                    "'" + name + (version == null ? "" : "/versions/" + version) + "' is not live, but "
                            + description.model() + "/versions/" + description.version() + ".");
        }
        return model;
    }

    /** The protocol has a body of its own for errors. */
    @ServerExceptionMapper
    public Response refused(BadInferenceException e) {
        return Response.status(400).entity(new Failure(e.getMessage())).build();
    }

    @ServerExceptionMapper
    public Response refused(ProblemException e) {
        return Response.status(e.problem().status())
                .entity(new Failure(e.problem().detail()))
                .build();
    }

    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        // Quarkus hides what was wrong with a body behind this
        if (e.getCause() instanceof JacksonException broken) {
            return unreadable(broken);
        }
        return Response.status(e.getResponse().getStatus())
                .entity(new Failure("The request can't be read: " + e.getMessage()))
                .build();
    }

    @ServerExceptionMapper
    public Response unreadable(JacksonException e) {
        var its = JsonViolation.of(e);
        var field = its.field().isEmpty() ? "" : its.field() + ": ";
        return Response.status(400)
                .entity(new Failure("The request can't be read: " + field + "expected " + its.expected()))
                .build();
    }
}
