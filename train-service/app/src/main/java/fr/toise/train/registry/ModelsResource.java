package fr.toise.train.registry;

import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The registry, to read. */
@Path("/api/v1/models")
@Tag(name = "Models")
public class ModelsResource {

    private final ModelRegistry registry;

    ModelsResource(ModelRegistry registry) {
        this.registry = registry;
    }

    @GET
    @Operation(summary = "Every trained model with its measures and what the gate decided, newest first")
    public List<ModelEntry> list() {
        return registry.list();
    }

    @GET
    @Path("/{version}")
    @Operation(summary = "One trained model")
    public ModelEntry get(String version) {
        return registry.find(version)
                .orElseThrow(() -> ProblemException.of(
                        404,
                        "unknown-model",
                        "There is no such model",
                        "Version '" + version + "' is not in the registry; GET /api/v1/models lists those that are"));
    }
}
