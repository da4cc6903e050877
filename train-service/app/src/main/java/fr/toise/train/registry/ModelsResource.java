package fr.toise.train.registry;

import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.ModelDetail;
import fr.toise.contracts.model.ModelEntry;
import fr.toise.service.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The registry: to read, and to say which version is live. */
@Path("/api/v1/models")
@Tag(name = "Models")
public class ModelsResource {

    private static final int LONGEST_REASON = 500;

    private final ModelRegistry registry;
    private final ChosenModel chosen;

    ModelsResource(ModelRegistry registry, ChosenModel chosen) {
        this.registry = registry;
        this.chosen = chosen;
    }

    @GET
    @Operation(summary = "Every trained model with its measures and what the gate decided, newest first")
    public List<ModelEntry> list() {
        return registry.list();
    }

    @GET
    @Path("/{version}")
    @Operation(
            summary =
                    "One trained model: its settings, segments, comparisons, the checks of the gate, when it was live")
    public ModelDetail get(String version) {
        return registry.find(version).orElseThrow(() -> unknown(version));
    }

    /** @param reason for those who ask later; may be left out */
    public record Promotion(
            @Size(max = LONGEST_REASON, message = "at most 500 characters")
            String reason) {}

    @POST
    @Path("/{version}/promote")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Makes a version live, whatever the gate has decided")
    public Champion promote(String version, @Valid Promotion request, @Context SecurityContext security) {
        return chosen.promote(
                version,
                security.getUserPrincipal().getName(),
                reason(Optional.ofNullable(request).map(Promotion::reason)));
    }

    /**
     * @param version to go back to; the one that was live before when it is left out
     * @param reason  for those who ask later; may be left out
     */
    public record Rollback(
            String version,

            @Size(max = LONGEST_REASON, message = "at most 500 characters")
            String reason) {}

    @POST
    @Path("/rollback")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Goes back to a version that was live before; the present one does not come back by itself")
    public Champion rollback(@Valid Rollback request, @Context SecurityContext security) {
        return chosen.rollback(
                Optional.ofNullable(request)
                        .map(Rollback::version)
                        .filter(version -> !version.isBlank())
                        .orElse(null),
                security.getUserPrincipal().getName(),
                reason(Optional.ofNullable(request).map(Rollback::reason)));
    }

    private static String reason(Optional<String> given) {
        return given.map(String::strip).filter(text -> !text.isEmpty()).orElse(null);
    }

    static ProblemException unknown(String version) {
        return ProblemException.of(
                404,
                "unknown-model",
                "There is no such model",
                "Version '" + version
                        + "' is not in the registry; ./toise models, or GET /api/v1/models, lists those that are");
    }
}
