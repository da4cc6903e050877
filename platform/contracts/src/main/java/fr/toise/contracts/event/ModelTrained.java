package fr.toise.contracts.event;

import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.Measures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A challenger is complete in the model bucket and the gate has decided about it.
 *
 * @param measures  the challenger's, on the hold-out
 * @param baselines measured on the same rows
 */
public record ModelTrained(
        String model,
        String version,
        String dataset,
        String datasetVersion,
        boolean madeUp,
        Measures measures,
        List<Measures> baselines,
        GateDecision decision,
        Instant trainedAt)
        implements Event {

    public ModelTrained {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(datasetVersion, "datasetVersion");
        Objects.requireNonNull(measures, "measures");
        Objects.requireNonNull(decision, "decision");
        baselines = List.copyOf(baselines);
    }

    @Override
    public String subject() {
        return model + "/" + version;
    }
}
