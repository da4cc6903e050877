package fr.toise.predict.estimate;

import fr.toise.service.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.TimeUnit;

/** How many estimates were answered or refused, why, and in what time. */
@Provider
@Measured
public class EstimateMetrics implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String STARTED = EstimateMetrics.class.getName();

    private final MeterRegistry registry;

    EstimateMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(STARTED, System.nanoTime());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(STARTED) instanceof Long started) {
            Timer.builder("toise.estimates")
                    .description("Requests for an estimate, by how they ended")
                    .tag("outcome", response.getStatus() < 400 ? "answered" : "refused")
                    .tag("reason", reason(response))
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    private static String reason(ContainerResponseContext response) {
        return response.getEntity() instanceof Problem problem ? reason(problem) : "none";
    }

    static String reason(Problem problem) {
        return problem.word().replace("about:blank", "" + problem.status());
    }
}
