package fr.toise.valuation.contributions;

import fr.toise.valuation.Flat;
import fr.toise.valuation.Valuation;
import java.time.LocalDate;
import java.util.List;

/** Says what flats that stand at one place are worth on a day, in their order. */
@FunctionalInterface
public interface Valuing {
    List<Valuation> values(List<Flat> atOnePlace, LocalDate on);

    /** Of one flat, in €. */
    default double value(Flat flat, LocalDate on) {
        return values(List.of(flat), on).get(0).value();
    }
}
