package fr.toise.contracts.model;

import java.util.List;
import java.util.Objects;

/**
 * Some of the hold-out, and how well each estimator did on it.
 *
 * @param name     INSEE code of an arrondissement or commune; {@code 30-60} m² or euros, {@code 1000000-} for the last band
 * @param measures of the model first, then of the champion where there is one, then of the baselines
 */
public record Segment(Dimension dimension, String name, List<Measures> measures) {

    /** What the hold-out is cut by. */
    public enum Dimension {
        COMMUNE,
        SIZE,
        PRICE
    }

    public Segment {
        Objects.requireNonNull(dimension, "dimension");
        Objects.requireNonNull(name, "name");
        measures = List.copyOf(measures);
    }
}
