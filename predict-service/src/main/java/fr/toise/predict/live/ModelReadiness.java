package fr.toise.predict.live;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means there is a model to serve. */
@Readiness
@ApplicationScoped
class ModelReadiness implements HealthCheck {

    private final LiveModel liveModel;

    ModelReadiness(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("live model").status(liveModel.isLive());
        liveModel.current().ifPresent(model -> response.withData("version", model.version()));
        var refused = liveModel.lastRefused();
        if (refused != null) {
            response.withData("lastRefused", refused.reason());
            response.withData("lastRefusedVersion", refused.version());
        }
        var unreachable = liveModel.unreachable();
        if (unreachable != null) {
            response.withData("unreachable", unreachable);
        }
        return response.build();
    }
}
