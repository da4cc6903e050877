package fr.toise.train.search;

import fr.toise.contracts.search.SearchDetail;
import fr.toise.contracts.search.SearchView;
import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The searches, to read. */
@Path("/api/v1/searches")
@Tag(name = "Searches")
public class SearchesResource {

    private final Searches searches;

    SearchesResource(Searches searches) {
        this.searches = searches;
    }

    @GET
    @Operation(summary = "Every search for better settings, how far it is and what it found, newest first")
    public List<SearchView> list() {
        return searches.list();
    }

    @GET
    @Path("/{search}")
    @Operation(summary = "One search: the settings and the measures of each trial, the best first")
    public SearchDetail get(String search) {
        return searches.find(search)
                .orElseThrow(() -> ProblemException.of(
                        404,
                        "unknown-search",
                        "There is no such search",
                        "Search '" + search
                                + "' is not known; ./toise search, or GET /api/v1/searches, lists those that are"));
    }
}
