package fr.toise.valuation;

import fr.toise.valuation.features.Comparable;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a model says of a flat on a day. Amounts are in euros, of the whole flat.
 *
 * @param errors      what this model's errors on such a flat are like, as {@code log(price / estimate)}
 * @param comparables that it rests on, the nearest first; looked up when they are asked for, as most are not
 */
public record Valuation(
        double value,
        double pricePerSquareMetre,
        ErrorDistribution errors,
        Supplier<List<Comparable>> comparables,
        Set<Warning> warnings) {

    public enum Warning {
        /** Few sales near by: the estimate leans on sales farther away. */
        SPARSE_AREA,
        /** The valuation date is long after the last sales that are known. */
        STALE_SALES,
        /** The area is outside of what the model learned from. */
        UNUSUAL_AREA
    }

    public Valuation {
        warnings = Set.copyOf(warnings);
    }

    /** The lower end, in €, of the range within which a share of {@link ErrorDistribution#RANGE} of such flats would sell. */
    public double low() {
        return value * Math.exp(errors.low());
    }

    /** The upper end of that range. */
    public double high() {
        return value * Math.exp(errors.high());
    }

    /** The share, 0 to 1, of such flats that would sell for less than a price. */
    public double percentile(double price) {
        return errors.cumulative(Math.log(price / value));
    }
}
