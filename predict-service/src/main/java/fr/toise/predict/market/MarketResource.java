package fr.toise.predict.market;

import fr.toise.predict.live.LiveModel;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Prices by commune and quarter. */
@Path("/api/v1/markets/{commune}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Markets")
public class MarketResource {

    private final LiveModel liveModel;

    MarketResource(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    @GET
    @Operation(
            operationId = "market",
            summary = "How the market moved in a commune",
            description = "Median €/m² by quarter, of the sales that the live model knows.")
    @APIResponse(
            responseCode = "200",
            description = "The market",
            content = @Content(schema = @Schema(implementation = Market.class)))
    @APIResponse(
            responseCode = "404",
            description = "No sale is known there: urn:toise:problem:unknown-commune",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Market market(
            @Parameter(description = "INSEE code, in Paris of the arrondissement", example = "75109")
                    @PathParam("commune")
                    String commune) {
        var model = liveModel.currentOrProblem();
        return model.markets().market(commune, model.description().madeUp()).orElseThrow(() -> unknown(commune));
    }

    private static ProblemException unknown(String commune) {
        return ProblemException.of(
                404,
                "unknown-commune",
                "No sale is known in that commune",
                "The live model knows no sale in commune '" + commune + "'.",
                List.of(new Violation("commune", commune, "an INSEE code like 75109, of a commune with sales")));
    }
}
