package fr.toise.predict.archive;

import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetVersion;
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

/** The dataset versions. */
@Path("/api/v1/loop/datasets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Loop")
public class DatasetsResource {

    private final Datasets datasets;

    DatasetsResource(Datasets datasets) {
        this.datasets = datasets;
    }

    @GET
    @Compressed
    @Operation(
            operationId = "datasets",
            summary = "Dataset versions with the account of what was dropped and what the gate decided",
            description = "The newest first, " + Slice.SIZE + " to a page.")
    public Slice<DatasetVersion> list(
            @Parameter(
                            description = "From 0",
                            schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
                    @QueryParam("page")
                    @DefaultValue("0")
                    String page) {
        return datasets.list(page);
    }

    @GET
    @Compressed
    @Path("/{dataset}/{version}")
    @Operation(operationId = "dataset", summary = "One dataset version")
    @APIResponse(
            responseCode = "200",
            description = "The dataset version",
            content = @Content(schema = @Schema(implementation = DatasetVersion.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is none: urn:toise:problem:unknown-dataset-version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public DatasetVersion get(String dataset, String version) {
        return datasets.find(dataset, version).orElseThrow(() -> unknown(dataset, version));
    }

    @GET
    @Compressed
    @Path("/{dataset}/{version}/profile")
    @Operation(
            operationId = "datasetProfile",
            summary = "What its sales look like, and the funnel by year and by département")
    @APIResponse(
            responseCode = "200",
            description = "The profile",
            content = @Content(schema = @Schema(implementation = DatasetProfile.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such version, or it was refused: urn:toise:problem:unknown-dataset-version",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public byte[] profile(String dataset, String version) {
        return datasets.profile(dataset, version).orElseThrow(() -> unknown(dataset, version));
    }

    private static ProblemException unknown(String dataset, String version) {
        return ProblemException.of(
                404,
                "unknown-dataset-version",
                "There is no such dataset version",
                "Version '" + version + "' of dataset '" + dataset
                        + "' is not known; GET /api/v1/loop/datasets lists those that are");
    }
}
