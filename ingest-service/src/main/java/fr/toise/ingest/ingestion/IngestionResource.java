package fr.toise.ingest.ingestion;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.job.ServiceStatus;
import fr.toise.ingest.ingestion.IngestionStatus.Run;
import fr.toise.service.problem.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Looks at the source, on request. */
@Path("/api/v1")
public class IngestionResource {

    private final Ingestions ingestions;
    private final IngestionStatus status;

    IngestionResource(Ingestions ingestions, IngestionStatus status) {
        this.ingestions = ingestions;
        this.status = status;
    }

    @POST
    @Path("ingestions")
    @RolesAllowed("operator")
    @Operation(summary = "Look at the source now")
    @APIResponse(responseCode = "202", description = "The look begins; ask /api/v1/ingestions/latest how it goes")
    @APIResponse(responseCode = "409", description = "One is under way already")
    public Response start() {
        if (!ingestions.start()) {
            throw ProblemException.of(
                    409,
                    "already-running",
                    "An ingestion is under way",
                    status.newest()
                            .map(run -> "It began at " + run.startedAt() + ": " + run.message()
                                    + ". Ask again when it has ended.")
                            .orElse("It is just beginning. Ask again when it has ended."));
        }
        var source = status.newest().map(Run::source).orElse(null);
        var begun = new Run(source, null, State.RUNNING, "The source will be looked at", Instant.now(), null);
        return Response.accepted(begun)
                .header("Location", "/api/v1/ingestions/latest")
                .build();
    }

    @GET
    @Path("ingestions/latest")
    @Operation(summary = "How the newest look at the source goes, or went")
    public Run latest() {
        return status.newest()
                .orElseThrow(() -> ProblemException.of(
                        404,
                        "no-ingestion",
                        "No ingestion yet",
                        "The source was not looked at since the service started; POST /api/v1/ingestions does so"));
    }

    @GET
    @Path("status")
    @Operation(summary = "What the service does and has made")
    public ServiceStatus status() {
        Optional<Run> run = status.newest();
        return new ServiceStatus(
                "ingest-service",
                ingestions.busy(),
                ingestions.looks(),
                run.map(Run::source).orElse(null),
                run.map(Run::output).orElse(null),
                run.map(Run::state).orElse(null),
                run.map(Run::message).orElse(null),
                Instant.now());
    }
}
