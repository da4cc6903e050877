package fr.toise.predict.about;

import fr.toise.predict.estimate.EstimateRequest;
import fr.toise.predict.live.LiveModel;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The live model. */
@Path("/api/v1/model")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Model")
public class ModelResource {

    private final LiveModel liveModel;
    /** To find one takes a look at every sale. */
    private volatile Found found;

    private record Found(String version, EstimateRequest example) {}

    ModelResource(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    @GET
    @Operation(
            operationId = "model",
            summary = "The live model",
            description =
                    "What it learned from, how well it does on sales that it had not seen, and an example to post.")
    @APIResponse(
            responseCode = "200",
            description = "The live model",
            content = @Content(schema = @Schema(implementation = ModelCard.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ModelCard model() {
        var model = liveModel.currentOrProblem();
        return ModelCard.of(model, liveModel.lastRefused(), example(model));
    }

    private EstimateRequest example(LoadedModel model) {
        var known = found;
        if (known == null || !known.version().equals(model.version())) {
            known = new Found(model.version(), Example.from(model));
            found = known;
        }
        return known.example();
    }
}
