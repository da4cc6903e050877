package fr.toise.predict.address;

import fr.toise.predict.live.LiveModel;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
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

/** Addresses, while they are being typed. */
@Path("/api/v1/addresses")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Addresses")
public class AddressResource {

    private static final int LONGEST = 200;
    private static final int MOST = 20;

    private final LiveModel liveModel;

    AddressResource(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    /** @param addresses best first */
    @Schema(description = "The streets of the sales that come closest, best first; empty where none does")
    public record Suggestions(List<Suggestion> addresses) {}

    @GET
    @Operation(
            operationId = "addresses",
            summary = "Addresses that begin like what was typed",
            description =
                    "Looks among the streets in which flats were sold. Accents, abbreviations, a missing number and slips do"
                            + " no harm. Nothing leaves this service.")
    @APIResponse(
            responseCode = "200",
            description = "The addresses",
            content = @Content(schema = @Schema(implementation = Suggestions.class)))
    @APIResponse(
            responseCode = "400",
            description = "q is missing or too long, or limit is out of range",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "503",
            description = "No model is live yet: urn:toise:problem:no-model",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Suggestions addresses(
            @Parameter(
                            description = "What was typed so far, at most 200 characters",
                            example = "12 r turg",
                            required = true)
                    @QueryParam("q")
                    String q,
            @Parameter(
                            description = "How many to give at most, 1 to 20",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "20",
                                            defaultValue = "5"))
                    @QueryParam("limit")
                    @DefaultValue("5")
                    String limit) {
        if (q == null || q.length() > LONGEST) {
            throw ProblemException.badRequest(
                    "Not as expected: q",
                    List.of(new Violation(
                            "q", q == null ? null : q.length() + " characters", "text of at most 200 characters")));
        }
        int most = most(limit);
        return new Suggestions(liveModel.currentOrProblem().addresses().suggest(q, most));
    }

    private static int most(String limit) {
        if (!limit.matches("[0-9]{1,2}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw ProblemException.badRequest(
                    "Not as expected: limit",
                    List.of(new Violation("limit", limit, "a whole number from 1 to " + MOST)));
        }
        return Integer.parseInt(limit);
    }
}
