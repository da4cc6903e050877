package fr.toise.valuation.bundle;

import fr.toise.valuation.ErrorDistribution;
import java.util.List;

/**
 * Flats of a size, and what the errors on them were like.
 *
 * @param below  m²: flats smaller than this, and not in an earlier band
 * @param errors in units of what was typical for each
 */
public record SizeBand(double below, ErrorDistribution errors) {

    /** The errors of the first band that an area falls into, else of the last. */
    static ErrorDistribution errors(List<SizeBand> ascending, double area) {
        return ascending.stream()
                .filter(band -> area < band.below())
                .findFirst()
                .orElse(ascending.get(ascending.size() - 1))
                .errors();
    }
}
