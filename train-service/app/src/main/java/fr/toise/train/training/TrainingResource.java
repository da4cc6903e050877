package fr.toise.train.training;

import fr.toise.contracts.job.ServiceStatus;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What training is doing. */
@Path("/api/v1")
@Tag(name = "Training")
public class TrainingResource {

    private final Trainer trainer;

    TrainingResource(Trainer trainer) {
        this.trainer = trainer;
    }

    @GET
    @Path("/status")
    @Operation(summary = "What the service is doing, and how its newest run ended")
    public ServiceStatus status() {
        return trainer.status();
    }

    @POST
    @Path("/trainings")
    @RolesAllowed("operator")
    @Operation(summary = "Looks for work at once, and tries again what failed for good")
    public Response retry() {
        trainer.retry();
        return Response.accepted(trainer.status()).build();
    }
}
