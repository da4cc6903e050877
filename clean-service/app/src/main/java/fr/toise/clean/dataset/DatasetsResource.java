package fr.toise.clean.dataset;

import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The dataset versions, to read. */
@Path("/api/v1/datasets")
@Tag(name = "Datasets")
public class DatasetsResource {

    private final DatasetVersions versions;

    DatasetsResource(DatasetVersions versions) {
        this.versions = versions;
    }

    @GET
    @Operation(summary = "Every dataset version with the account of what was dropped, newest first")
    public List<DatasetVersion> list() {
        return versions.list();
    }

    @GET
    @Path("/{dataset}/{version}")
    @Operation(summary = "One dataset version")
    public DatasetVersion get(String dataset, String version) {
        return versions.list().stream()
                .filter(each -> each.dataset().equals(dataset) && each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> unknown(dataset, version));
    }

    public static ProblemException unknown(String dataset, String version) {
        return ProblemException.of(
                404,
                "unknown-dataset-version",
                "There is no such dataset version",
                "Version '" + version + "' of dataset '" + dataset
                        + "' is not known; GET /api/v1/datasets lists those that are");
    }
}
