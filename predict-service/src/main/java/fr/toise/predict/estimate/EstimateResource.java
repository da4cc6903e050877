package fr.toise.predict.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.predict.live.LiveModel;
import fr.toise.service.problem.Problem;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Estimates, one by one. */
@Path("/api/v1/estimates")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Estimates")
public class EstimateResource {

    private static final String EXAMPLE = """
            {"address": "12 rue Turgot, 75009 Paris", "location": {"longitude": 2.3455, "latitude": 48.8805},
             "livingArea": 43, "carrezArea": 43.8, "rooms": 2, "outbuildings": 0,
             "valuationDate": "2023-05-10", "askingPrice": 420000}""";

    private final LiveModel liveModel;
    private final Answers answers;

    EstimateResource(LiveModel liveModel, Answers answers) {
        this.liveModel = liveModel;
        this.answers = answers;
    }

    @POST
    // nothing in it waits: to hand each of these short answers to another thread and back costs a quarter of their rate
    @NonBlocking
    @Measured
    @Operation(
            operationId = "estimate",
            summary = "What a flat is worth",
            description =
                    "livingArea and one of address and location are required. An address is looked for among those where flats were"
                            + " sold, and the answer says which one was found and how sure that is. location goes first where both are given.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = EstimateRequest.class),
                            examples = @ExampleObject(name = "A flat of two rooms", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The estimate",
            content = @Content(schema = @Schema(implementation = Estimate.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request is not valid: violations name each field, its value and what was expected",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "422",
            description =
                    "The request is valid, and the model's sales say nothing of this place, day or kind of property:"
                            + " urn:toise:problem:address-not-found, outside-the-data, sales-not-published, before-the-data or type-not-covered",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "429",
            description = "Too many requests: Retry-After says in how many seconds to try again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Estimate estimate(JsonNode body) {
        return answers.to(body, liveModel.currentOrProblem(), Detail.FULL);
    }
}
