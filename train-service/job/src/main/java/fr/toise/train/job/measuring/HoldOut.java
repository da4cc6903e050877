package fr.toise.train.job.measuring;

import fr.toise.job.JobProgram;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Sales split by time: everything from a day on is held out.
 *
 * @param training positions in the history, in order of date, to learn from
 * @param heldOut  positions in the history, in order of date, to measure on
 */
public record HoldOut(List<Integer> training, List<Integer> heldOut) {

    private static final int FEWEST_TRAINING = 500;
    private static final int FEWEST_HELD_OUT = 100;

    /** The newest {@code share} of the sales whose market had a fresh level, cut at the start of a day. */
    public static HoldOut newest(SalesHistory history, double share) {
        var usable = new ArrayList<Integer>();
        for (int i = 0; i < history.sales().size(); i++) {
            if (history.residual(i).isPresent()) {
                usable.add(i);
            }
        }
        if (usable.size() < FEWEST_TRAINING + FEWEST_HELD_OUT) {
            throw new JobProgram.RefusedException(
                    "Only " + usable.size() + " of " + history.sales().size()
                            + " sales fall in a time with enough others; expected at least "
                            + (FEWEST_TRAINING + FEWEST_HELD_OUT));
        }
        int cut = (int) Math.round(usable.size() * (1 - share));
        var day = day(history, usable, cut);
        while (cut > 0 && day(history, usable, cut - 1).equals(day)) {
            cut--;
        }
        if (cut < FEWEST_TRAINING || usable.size() - cut < FEWEST_HELD_OUT) {
            throw new JobProgram.RefusedException("A hold-out of " + share + " of " + usable.size() + " sales leaves "
                    + cut + " to learn from and " + (usable.size() - cut) + " to measure on; expected at least "
                    + FEWEST_TRAINING + " and " + FEWEST_HELD_OUT);
        }
        return new HoldOut(List.copyOf(usable.subList(0, cut)), List.copyOf(usable.subList(cut, usable.size())));
    }

    private static LocalDate day(SalesHistory history, List<Integer> usable, int at) {
        return history.sales().get(usable.get(at)).saleDate();
    }

    public List<Sale> heldOutSales(SalesHistory history) {
        return heldOut.stream().map(history.sales()::get).toList();
    }
}
