package fr.toise.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.LiveModel;
import fr.toise.cli.services.Services;
import fr.toise.contracts.job.ServiceStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks each service in turn how it is. */
final class Round implements Supplier<PipelineState> {

    private final Services services;
    private long looksAtChampion = -1;
    private Optional<String> champion = Optional.empty();
    private JsonNode readinessThen;
    private LiveModel model;

    Round(Services services) {
        this.services = services;
    }

    /** Down the stream: who is asked later has seen at least what those before it have made. */
    @Override
    public PipelineState get() {
        var ingest = services.ingest().orElse(null);
        var clean = services.clean().orElse(null);
        var train = services.train().orElse(null);
        var readiness = services.readiness().orElse(null);
        var model = model(readiness);
        var wanted = train == null ? null : champion(train, model).orElse(null);
        boolean another = wanted != null && (model == null || !wanted.equals(model.version()));
        var refusal = another ? services.refusal().orElse(null) : null;
        return new PipelineState(ingest, clean, train, readiness != null, model, wanted, refusal);
    }

    /** There is only another model, or another that was refused, when predict-service says something else of itself. */
    private LiveModel model(JsonNode readiness) {
        if (model == null || !Objects.equals(readiness, readinessThen)) {
            readinessThen = readiness;
            model = readiness == null ? null : services.liveModel().orElse(null);
        }
        return model;
    }

    /** To list the models is work for train-service, and there is only another champion after a look, or when predict serves another one. */
    private Optional<String> champion(ServiceStatus train, LiveModel model) {
        boolean known = !train.busy()
                && train.looks() == looksAtChampion
                && model != null
                && champion.filter(model.version()::equals).isPresent();
        if (!known) {
            looksAtChampion = train.looks();
            champion = services.champion();
        }
        return champion;
    }
}
