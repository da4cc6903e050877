package fr.toise.predict.estimate;

import fr.toise.predict.live.LiveModel;
import fr.toise.service.tracing.Tracing;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Where the trace of a snapshot ends: with the first estimate of the model that was made of it. */
@Provider
@Measured
public class FirstEstimate implements ContainerResponseFilter {

    private final LiveModel liveModel;
    private final Tracing tracing;

    FirstEstimate(LiveModel liveModel, Tracing tracing) {
        this.liveModel = liveModel;
        this.tracing = tracing;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() < 400) {
            liveModel.takeLoadedIn().ifPresent(loadedIn -> tracing.after("first estimate", Optional.of(loadedIn))
                    .close());
        }
    }
}
