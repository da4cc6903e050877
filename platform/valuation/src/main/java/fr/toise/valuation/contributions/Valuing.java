package fr.toise.valuation.contributions;

import fr.toise.valuation.Flat;
import java.time.LocalDate;

/** Says what a flat is worth on a day, in €. */
@FunctionalInterface
public interface Valuing {
    double value(Flat flat, LocalDate on);
}
