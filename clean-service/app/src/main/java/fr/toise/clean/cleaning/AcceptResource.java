package fr.toise.clean.cleaning;

import fr.toise.clean.dataset.DatasetVersions;
import fr.toise.clean.dataset.DatasetsResource;
import fr.toise.contracts.job.DatasetDecision.Acceptance;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.service.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Lets an operator let a dataset version through that the gate has stopped. */
@Path("/api/v1/datasets/{dataset}/{version}/accept")
@Tag(name = "Datasets")
public class AcceptResource {

    private static final int LONGEST_REASON = 500;

    private final Cleaner cleaner;
    private final DatasetVersions versions;

    AcceptResource(Cleaner cleaner, DatasetVersions versions) {
        this.cleaner = cleaner;
        this.versions = versions;
    }

    /** @param reason for those who read the decision later; may be left out */
    public record AcceptRequest(
            @Size(max = LONGEST_REASON, message = "at most 500 characters")
            String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("operator")
    @Operation(summary = "Lets a dataset version through that the gate has stopped, and says so in its decision")
    public Response accept(
            String dataset, String version, @Valid AcceptRequest request, @Context SecurityContext security) {
        var stopped = versions.find(dataset, version).orElseThrow(() -> DatasetsResource.unknown(dataset, version));
        refuseUnlessStopped(stopped);
        if (cleaner.work().stream()
                .noneMatch(
                        work -> work.dataset().equals(dataset) && work.version().equals(version))) {
            throw conflict(
                    stopped, "is of an older snapshot or of other settings than today's, so it would not be used");
        }
        var reason = Optional.ofNullable(request)
                .map(AcceptRequest::reason)
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .orElse(null);
        var acceptance = new Acceptance(security.getUserPrincipal().getName(), reason, Instant.now());
        if (!versions.accept(dataset, version, acceptance)) {
            throw conflict(stopped, "was let through by somebody else at this moment");
        }
        cleaner.lookNow();
        return Response.accepted(versions.find(dataset, version).orElseThrow()).build();
    }

    private static void refuseUnlessStopped(DatasetVersion version) {
        switch (version.state()) {
            case UNDECIDED -> throw conflict(version, "is being judged at this moment; ask again in a few seconds");
            case RELEASED -> throw conflict(version, "is released already" + by(version));
            case REFUSED ->
                throw conflict(
                        version,
                        "was refused by its job, so there are no sales to let through ("
                                + version.rejection().reason()
                                + "). Mend the source, and ./toise datasets retry, or POST /api/v1/datasets/"
                                + version.name() + "/retry, has it tried again");
            case REJECTED -> {
                // that is what a person may overrule
            }
        }
    }

    private static String by(DatasetVersion version) {
        var accepted = version.decision().accepted();
        return accepted == null
                ? "; it has passed the gate"
                : "; it was let through by " + accepted.by() + " at " + accepted.at();
    }

    private static ProblemException conflict(DatasetVersion version, String why) {
        return ProblemException.of(
                409, "not-to-be-accepted", "The dataset version can't be let through", version.name() + " " + why);
    }
}
