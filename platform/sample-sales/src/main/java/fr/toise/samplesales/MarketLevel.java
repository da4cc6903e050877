package fr.toise.samplesales;

import java.time.LocalDate;
import java.util.List;

/** What a square metre costs in the middle of the market on a day. */
final class MarketLevel {

    private static final int FIRST = 2014;

    /** Published medians of Paris flats, €/m², from 2014 on. */
    private static final List<Integer> MEDIANS =
            List.of(8153, 8078, 8289, 8879, 9526, 9986, 10997, 10920, 10795, 10221, 9643, 9778);

    private MarketLevel() {}

    /** The nearest known year's outside the years that are known. */
    static int median(int year) {
        return MEDIANS.get(Math.max(0, Math.min(MEDIANS.size() - 1, year - FIRST)));
    }

    /** Moves evenly from the middle of one year to the middle of the next. */
    static double on(LocalDate day) {
        double sinceMiddle = (day.getDayOfYear() - 0.5) / day.lengthOfYear() - 0.5;
        int neighbour = median(day.getYear() + (sinceMiddle < 0 ? -1 : 1));
        int own = median(day.getYear());
        return own + Math.abs(sinceMiddle) * (neighbour - own);
    }
}
