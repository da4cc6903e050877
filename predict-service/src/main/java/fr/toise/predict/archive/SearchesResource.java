package fr.toise.predict.archive;

import fr.toise.contracts.search.SearchDetail;
import fr.toise.contracts.search.SearchView;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.ProblemException;
import io.quarkus.vertx.http.Compressed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The searches for better settings. */
@Path("/api/v1/loop/searches")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Loop")
public class SearchesResource {

    private final Searches searches;

    SearchesResource(Searches searches) {
        this.searches = searches;
    }

    @GET
    @Compressed
    @Operation(
            operationId = "searches",
            summary = "Searches for better settings and what they found",
            description = "The newest first, " + Slice.SIZE
                    + " to a page. WAITING is every one that has not ended, whether it runs or not.")
    public Slice<SearchView> list(
            @Parameter(
                            description = "From 0",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @QueryParam("page")
                    @DefaultValue("0")
                    String page) {
        return searches.list(page);
    }

    @GET
    @Compressed
    @Path("/{search}")
    @Operation(
            operationId = "search",
            summary = "One search: the settings and the measures of each trial, the best first")
    @APIResponse(
            responseCode = "200",
            description = "The search",
            content = @Content(schema = @Schema(implementation = SearchDetail.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is none: urn:toise:problem:unknown-search",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public SearchDetail get(String search) {
        return searches.find(search)
                .orElseThrow(() -> ProblemException.of(
                        404,
                        "unknown-search",
                        "There is no such search",
                        "Search '" + search + "' is not known; GET /api/v1/loop/searches lists those that are"));
    }
}
