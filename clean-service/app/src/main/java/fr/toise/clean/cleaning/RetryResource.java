package fr.toise.clean.cleaning;

import fr.toise.clean.dataset.DatasetVersions;
import fr.toise.clean.dataset.DatasetsResource;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.job.RunRecord;
import fr.toise.service.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets an operator have a dataset version made that was given up. */
@Path("/api/v1/datasets/{dataset}/{version}/retry")
@Tag(name = "Datasets")
public class RetryResource {

    private final Cleaner cleaner;
    private final CleaningRun run;
    private final DatasetVersions versions;

    RetryResource(Cleaner cleaner, CleaningRun run, DatasetVersions versions) {
        this.cleaner = cleaner;
        this.run = run;
        this.versions = versions;
    }

    @POST
    @RolesAllowed("operator")
    @Operation(summary = "Tries a dataset version again that its job has refused or that has failed for good")
    public Response retry(String dataset, String version) {
        var made = versions.find(dataset, version);
        made.map(DatasetVersion::state).ifPresent(state -> {
            switch (state) {
                case UNDECIDED, RELEASED ->
                    throw conflict(dataset, version, "is published already; there is nothing to try again");
                case REJECTED ->
                    throw conflict(
                            dataset,
                            version,
                            "was made, and the gate has stopped it: the job would make the same again."
                                    + " ./toise datasets accept, or POST /api/v1/datasets/" + dataset + "/" + version
                                    + "/accept, lets it through");
                case REFUSED -> {
                    // its source, or the store, may have been mended
                }
            }
        });
        var work = cleaner.work().stream()
                .filter(each -> each.dataset().equals(dataset) && each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> made.isEmpty()
                        ? DatasetsResource.unknown(dataset, version)
                        : conflict(dataset, version, "is of an older snapshot or of other settings than today's"));
        if (run.record(work).filter(RetryResource::underWay).isPresent()) {
            throw conflict(dataset, version, "is being made at this moment; GET /api/v1/status says how it ends");
        }
        cleaner.retry(work);
        return Response.accepted(cleaner.status()).build();
    }

    private static boolean underWay(RunRecord record) {
        return record.state() == RunRecord.State.SUBMITTED || record.state() == RunRecord.State.RUNNING;
    }

    private static ProblemException conflict(String dataset, String version, String why) {
        return ProblemException.of(
                409,
                "not-to-be-retried",
                "The dataset version can't be tried again",
                dataset + "/" + version + " " + why);
    }
}
