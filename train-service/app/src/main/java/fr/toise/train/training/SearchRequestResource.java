package fr.toise.train.training;

import fr.toise.contracts.search.SearchView;
import fr.toise.service.problem.ProblemException;
import fr.toise.train.search.SearchConfig;
import fr.toise.train.search.Searches;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets an operator have other settings tried. */
@Path("/api/v1/searches")
@Tag(name = "Searches")
public class SearchRequestResource {

    private final Trainer trainer;
    private final Searches searches;

    SearchRequestResource(Trainer trainer, Searches searches) {
        this.trainer = trainer;
        this.searches = searches;
    }

    /**
     * @param trials settings to try; the first are those of the configuration
     * @param seed   another one draws other settings; the configuration's when it is left out
     */
    public record SearchRequest(
            @NotNull(message = "how many settings to try, 2 to 1000")
            @Min(value = 2, message = "2 to 1000")
            @Max(value = SearchConfig.MOST_TRIALS, message = "2 to 1000")
            Integer trials,

            Long seed) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(
            summary =
                    "Has other settings tried on the newest sales; the best are trained with, and that model goes through the gate")
    public Response search(
            @NotNull(message = "{\"trials\": 32}") @Valid SearchRequest request, @Context SecurityContext security) {
        var plan = trainer.search(
                        request.trials(),
                        request.seed(),
                        security.getUserPrincipal().getName())
                .orElseThrow(
                        () -> ProblemException.of(
                                409,
                                "no-sales",
                                "There is nothing to search on",
                                "No sales have been cleaned yet; ./toise datasets, or GET /api/v1/datasets of clean-service, says what became of those that were fetched"));
        SearchView view = searches.view(plan);
        return (view.endedAt() == null ? Response.accepted(view) : Response.ok(view)).build();
    }
}
