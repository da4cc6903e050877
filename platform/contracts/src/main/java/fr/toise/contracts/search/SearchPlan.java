package fr.toise.contracts.search;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.TrainingReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a search is to try; written down before it is begun.
 *
 * @param search     its name, derived from the inputs
 * @param candidates the settings of each trial, in the order of their numbers
 * @param reason     why it was asked for
 */
public record SearchPlan(
        String search,
        String dataset,
        String datasetVersion,
        List<String> inputs,
        List<Rung> rungs,
        double promotedShare,
        List<TrainingSettings> candidates,
        TrainingReason reason,
        Instant createdAt) {

    public SearchPlan {
        Objects.requireNonNull(search, "search");
        inputs = List.copyOf(inputs);
        rungs = List.copyOf(rungs);
        candidates = List.copyOf(candidates);
    }

    /** Trials on each rung, where none is lost. */
    public List<Integer> trialsByRung() {
        var counts = new ArrayList<Integer>();
        int trials = candidates.size();
        for (int rung = 0; rung < rungs.size(); rung++) {
            counts.add(trials);
            trials = (int) Math.max(1, Math.round(trials * promotedShare));
        }
        return counts;
    }

    /** Trials on all rungs together. */
    public int trainings() {
        return trialsByRung().stream().mapToInt(Integer::intValue).sum();
    }

    public String datasetName() {
        return dataset + "/" + datasetVersion;
    }
}
