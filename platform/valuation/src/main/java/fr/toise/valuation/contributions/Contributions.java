package fr.toise.valuation.contributions;

import java.time.LocalDate;

/**
 * From what a typical flat of the département cost some time ago to what a flat is worth: {@code start + market + location + size + building}
 * is the estimate. Amounts in €.
 *
 * @param start       a flat of the typical size, at a place of typical prices, on the day {@code since}
 * @param typicalArea m², of that flat
 * @param since       a year before the valuation date or, where that is earlier, before the last day on which the market was known; where it was not
 *                    known then, the last day before on which it was, or the first one ever
 * @param market      how far the market has moved since
 * @param location    the commune, the street and the surroundings
 * @param size        areas and rooms
 * @param building    what was paid in this very building, its number, and what goes with the flat
 */
public record Contributions(
        double start,
        double typicalArea,
        LocalDate since,
        double market,
        double location,
        double size,
        double building) {

    /** What they add up to: the estimate, in €. */
    public double value() {
        return start + market + location + size + building;
    }
}
