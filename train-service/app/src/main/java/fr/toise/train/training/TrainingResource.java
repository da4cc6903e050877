package fr.toise.train.training;

import fr.toise.contracts.job.ServiceStatus;
import fr.toise.contracts.model.TrainingReason.Trigger;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
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

    /**
     * What becomes of the wish.
     *
     * @param trainings model versions or searches that are begun, or tried again; empty when there is nothing to do
     * @param message   for a person
     */
    public record Asked(List<String> trainings, String message, ServiceStatus status) {}

    @POST
    @Path("/trainings")
    @RolesAllowed("operator")
    @Operation(
            summary =
                    "Trains on the newest sales whatever the triggers say, and tries again what failed for good; the same sales and settings train nothing")
    public Response train(@Context SecurityContext security) {
        var operator = security.getUserPrincipal().getName();
        var trainings = trainer.ask(Trigger.PERSON, "It was asked for by " + operator, operator);
        return trainings.isEmpty()
                ? Response.ok(new Asked(
                                trainings,
                                "There is nothing to train: a model was made of the same sales and settings, or there are no sales yet",
                                trainer.status()))
                        .build()
                : Response.accepted(new Asked(trainings, "Training " + String.join(", ", trainings), trainer.status()))
                        .build();
    }
}
