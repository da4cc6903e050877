package fr.toise.predict.archive;

import fr.toise.contracts.model.LedgerPage;
import fr.toise.contracts.model.ModelDetail;
import fr.toise.contracts.model.ModelEntry;
import fr.toise.contracts.model.ModelPictures;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.ProblemException;
import io.quarkus.vertx.http.Compressed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of the served model, and the accuracy ledger. */
@Path("/api/v1/loop")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Loop")
public class ModelsResource {

    private final Models models;

    ModelsResource(Models models) {
        this.models = models;
    }

    @GET
    @Compressed
    @Path("/models")
    @Operation(
            operationId = "models",
            summary = "Model versions with their measures and what the gate decided",
            description = "The newest first, " + Slice.SIZE + " to a page.")
    public Slice<ModelEntry> list(
            @Parameter(
                            description = "From 0",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @QueryParam("page")
                    @DefaultValue("0")
                    String page) {
        return models.list(page);
    }

    @GET
    @Compressed
    @Path("/models/{version}")
    @Operation(
            operationId = "modelVersion",
            summary =
                    "One model version: its settings, segments, comparisons, the checks of the gate, when it was live")
    @APIResponse(
            responseCode = "200",
            description = "The model version",
            content = @Content(schema = @Schema(implementation = ModelDetail.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is none: urn:toise:problem:unknown-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public ModelDetail get(String version) {
        return models.find(version).orElseThrow(() -> unknown(version));
    }

    @GET
    @Compressed
    @Path("/models/{version}/pictures")
    @Operation(operationId = "modelPictures", summary = "Its loss curves, and predicted against paid on the hold-out")
    @APIResponse(
            responseCode = "200",
            description = "The numbers to draw",
            content = @Content(schema = @Schema(implementation = ModelPictures.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such version, or it has none: urn:toise:problem:unknown-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public byte[] pictures(String version) {
        return models.pictures(version).orElseThrow(() -> unknown(version));
    }

    @GET
    @Compressed
    @Path("/ledger")
    @Operation(
            operationId = "ledger",
            summary = "What the models that were live last say of later sales, held against what was paid",
            description = "The last one first; of each the newest entries.")
    public List<LedgerPage> ledger() {
        return models.ledger();
    }

    private static ProblemException unknown(String version) {
        return ProblemException.of(
                404,
                "unknown-model",
                "There is no such model",
                "Version '" + version + "' is not known; GET /api/v1/loop/models lists those that are");
    }
}
