package fr.toise.train.job.measuring;

import fr.toise.job.JobProgram;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

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
        var usable = usable(history);
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

    /** Everything is learned from, and nothing held out. */
    public static HoldOut none(SalesHistory history) {
        return new HoldOut(usable(history), List.of());
    }

    /** Positions of the sales whose market had a fresh level. */
    private static List<Integer> usable(SalesHistory history) {
        return IntStream.range(0, history.sales().size())
                .filter(sale -> history.residual(sale).isPresent())
                .boxed()
                .toList();
    }

    /** Those of a history that may be learned from by who is measured on sales from a day on; none are held out of it. */
    public static HoldOut before(SalesHistory history, LocalDate day) {
        var training = usable(history).stream()
                .filter(sale -> history.sales().get(sale).saleDate().isBefore(day))
                .toList();
        if (training.size() < FEWEST_TRAINING) {
            throw new JobProgram.RefusedException("Only " + training.size() + " sales before " + day
                    + " fall in a time with enough others; expected at least " + FEWEST_TRAINING);
        }
        return new HoldOut(training, List.of());
    }

    private static LocalDate day(SalesHistory history, List<Integer> usable, int at) {
        return history.sales().get(usable.get(at)).saleDate();
    }

    public List<Sale> heldOutSales(SalesHistory history) {
        return heldOut.stream().map(history.sales()::get).toList();
    }
}
