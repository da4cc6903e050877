package fr.toise.train.job.network;

import fr.toise.valuation.features.EncodedFlat;
import java.util.List;

/**
 * What a network learns from.
 *
 * @param flats   as the network sees them
 * @param targets what it should answer, one for each
 */
public record TrainingRows(List<EncodedFlat> flats, float[] targets) {

    public TrainingRows {
        if (flats.size() != targets.length || flats.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected a target for each of some flats, not " + targets.length + " for " + flats.size());
        }
    }

    public int size() {
        return targets.length;
    }
}
