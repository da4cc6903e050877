package fr.toise.clean.dataset;

import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.job.RejectedLines;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.service.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
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
    @Operation(
            summary =
                    "Every dataset version with the account of what was dropped and what the gate decided, newest first")
    public List<DatasetVersion> list() {
        return versions.list();
    }

    @GET
    @Path("/{dataset}/{version}")
    @Operation(summary = "One dataset version")
    public DatasetVersion get(String dataset, String version) {
        return versions.find(dataset, version).orElseThrow(() -> unknown(dataset, version));
    }

    @GET
    @Path("/{dataset}/{version}/profile")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "What its sales look like, and the funnel by year and by département")
    public StreamingOutput profile(String dataset, String version) {
        return stream(dataset, version, ObjectLayout.PROFILE, "profile");
    }

    /**
     * A rule that has dropped lines.
     *
     * @param lines   how many
     * @param samples how many of them are kept to look at
     */
    public record RejectedByRule(String rule, String reason, long lines, int samples) {}

    @GET
    @Path("/{dataset}/{version}/rejected")
    @Operation(summary = "The rules that have dropped lines, of which a sample is kept")
    public List<RejectedByRule> rejected(String dataset, String version) {
        get(dataset, version);
        return versions.objects(dataset, version).stream()
                .filter(name -> name.startsWith(ObjectLayout.QUARANTINE))
                .map(name -> versions.read(dataset, version, name, RejectedLines.class))
                .map(rejected -> new RejectedByRule(
                        rejected.rule(),
                        rejected.reason(),
                        rejected.lines(),
                        rejected.samples().size()))
                .toList();
    }

    @GET
    @Path("/{dataset}/{version}/rejected/{rule}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "A sample of the lines that one rule has dropped")
    public StreamingOutput rejected(String dataset, String version, String rule) {
        return stream(dataset, version, ObjectLayout.quarantine(rule), "sample of lines dropped by '" + rule + "'");
    }

    /** Only what the manifest lists can be had, so no name leads out of the version's prefix. */
    private StreamingOutput stream(String dataset, String version, String name, String what) {
        get(dataset, version);
        if (!versions.objects(dataset, version).contains(name)) {
            throw ProblemException.of(
                    404,
                    "no-such-part",
                    "The dataset version has no such part",
                    "Version '" + version + "' of dataset '" + dataset + "' has no " + what);
        }
        return out -> {
            try (var in = versions.open(dataset, version, name)) {
                in.transferTo(out);
            }
        };
    }

    public static ProblemException unknown(String dataset, String version) {
        return ProblemException.of(
                404,
                "unknown-dataset-version",
                "There is no such dataset version",
                "Version '" + version + "' of dataset '" + dataset
                        + "' is not known; ./toise datasets, or GET /api/v1/datasets, lists those that are");
    }
}
