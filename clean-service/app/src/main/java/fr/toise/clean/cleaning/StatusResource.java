package fr.toise.clean.cleaning;

import fr.toise.contracts.job.ServiceStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What cleaning is doing. */
@Path("/api/v1/status")
@Tag(name = "Cleaning")
public class StatusResource {

    private final Cleaner cleaner;

    StatusResource(Cleaner cleaner) {
        this.cleaner = cleaner;
    }

    @GET
    @Operation(summary = "What the service is doing, and how its newest run ended")
    public ServiceStatus status() {
        return cleaner.status();
    }
}
