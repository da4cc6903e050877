package fr.toise.cleaning.judging;

import java.time.LocalDate;
import java.util.List;

/**
 * Lines that were sold together, for one price.
 *
 * @param id                 the publisher's
 * @param date               null where it is none
 * @param price              euros; NaN where it is none
 * @param nature             in lower case; empty where it is not said
 * @param lines              without copies
 * @param incomplete         whether there is a line of it that can't be read
 * @param houses             different ones, as {@code flats} and {@code outbuildings}
 * @param commercialPremises lines of them, as {@code lands} and {@code unknowns}
 * @param landArea           m² of all the land of a sale with a house; else 0
 * @param property           the first of the flats and houses; null where there is none
 */
public record Sale(
        String id,
        LocalDate date,
        double price,
        String nature,
        List<Line> lines,
        boolean incomplete,
        int houses,
        int flats,
        int outbuildings,
        int commercialPremises,
        int lands,
        int unknowns,
        double landArea,
        Property property) {

    public String department() {
        return lines.get(0).get(Field.CODE_DEPARTEMENT);
    }

    public String commune() {
        return lines.get(0).get(Field.CODE_COMMUNE);
    }
}
