package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How dear a market was on a day: the median log €/m² of the sales of a window of days before it. A network can't
 * extrapolate time, so time is taken out of the prices before it sees them.
 */
final class MarketIndex {

    /** With fewer sales in the window, its median says more of them than of the market. */
    static final int FEWEST_SALES = 100;

    /** Of the mean number of sales a day: what a day must have for the data to reach that far. */
    private static final double DENSE_SHARE = 0.1;

    private static final double LOWEST = Math.log(100);
    private static final double STEP = 0.0005;
    private static final int BINS = 16_384;

    private static final int NEVER = Integer.MIN_VALUE;

    private final int firstDay;
    /** By day since the first; NaN where the window holds too few sales. */
    private final double[] levels;

    /** By day since the first: the last fresh level; NaN before any. */
    private final double[] latest;

    /** By day since the first: the last day before it that saw its share of sales; before any, the smallest number. */
    private final int[] denseThrough;

    /**
     * @param sales      of one market, in order of date; not empty
     * @param windowDays length of the window
     */
    MarketIndex(List<Sale> sales, int windowDays) {
        firstDay = day(sales.get(0)) + 1;
        int lastDay = day(sales.get(sales.size() - 1)) + 1;
        levels = new double[lastDay - firstDay + 1];
        latest = new double[levels.length];
        denseThrough = new int[levels.length];
        var window = new RunningMedian();
        int entering = 0;
        int leaving = 0;
        int lastDense = NEVER;
        double lastFresh = Double.NaN;
        for (int day = firstDay; day <= lastDay; day++) {
            int before = entering;
            while (entering < sales.size() && day(sales.get(entering)) < day) {
                window.add(logPrice(sales.get(entering++)));
            }
            while (leaving < entering && day(sales.get(leaving)) < day - windowDays) {
                window.remove(logPrice(sales.get(leaving++)));
            }
            boolean fresh = window.size() >= FEWEST_SALES;
            boolean dense = entering > before && entering - before >= DENSE_SHARE * window.size() / windowDays;
            // the day that made the level fresh had its share, however short the window
            if (fresh && (dense || lastDense == NEVER)) {
                lastDense = day - 1;
            }
            levels[day - firstDay] = fresh ? window.median() : Double.NaN;
            lastFresh = fresh ? levels[day - firstDay] : lastFresh;
            latest[day - firstDay] = lastFresh;
            denseThrough[day - firstDay] = lastDense;
        }
    }

    private static int day(Sale sale) {
        return (int) sale.saleDate().toEpochDay();
    }

    private static double logPrice(Sale sale) {
        return Math.log(sale.pricePerSquareMetre());
    }

    /** The level on a day; empty when the window before it holds too few sales. */
    OptionalDouble fresh(long day) {
        if (day < firstDay || day - firstDay >= levels.length) {
            return OptionalDouble.empty();
        }
        double level = levels[(int) (day - firstDay)];
        return Double.isNaN(level) ? OptionalDouble.empty() : OptionalDouble.of(level);
    }

    /** The last fresh level, not after a given day; empty when there was none. */
    OptionalDouble latest(long day) {
        if (day < firstDay) {
            return OptionalDouble.empty();
        }
        double level = latest[(int) Math.min(day - firstDay, latest.length - 1L)];
        return Double.isNaN(level) ? OptionalDouble.empty() : OptionalDouble.of(level);
    }

    /** The day of that level; null when there was none. */
    LocalDate latestDay(long day) {
        for (long at = Math.min(day - firstDay, levels.length - 1L); at >= 0; at--) {
            if (!Double.isNaN(levels[(int) at])) {
                return LocalDate.ofEpochDay(firstDay + at);
            }
        }
        return null;
    }

    /** The first day on which the level was fresh; null when it never was. */
    LocalDate firstFresh() {
        for (int at = 0; at < levels.length; at++) {
            if (!Double.isNaN(levels[at])) {
                return LocalDate.ofEpochDay(firstDay + (long) at);
            }
        }
        return null;
    }

    /** The last day that saw its share of sales; null when the level never was fresh. A straggler long after the others does not count. */
    LocalDate dataThrough() {
        int last = denseThrough[denseThrough.length - 1];
        return last == NEVER ? null : LocalDate.ofEpochDay(last);
    }

    /** The same, as it was known on a day. */
    OptionalLong dataThrough(long on) {
        if (on < firstDay) {
            return OptionalLong.empty();
        }
        int last = denseThrough[(int) Math.min(on - firstDay, denseThrough.length - 1L)];
        return last == NEVER ? OptionalLong.empty() : OptionalLong.of(last);
    }

    /** Median of a multiset of log prices, kept in bins counted by a Fenwick tree. */
    private static final class RunningMedian {

        private final int[] tree = new int[BINS + 1];
        private int size;

        void add(double value) {
            update(bin(value), 1);
        }

        void remove(double value) {
            update(bin(value), -1);
        }

        int size() {
            return size;
        }

        private static int bin(double value) {
            return (int) Math.max(0, Math.min(BINS - 1, (value - LOWEST) / STEP));
        }

        private void update(int bin, int change) {
            size += change;
            for (int at = bin + 1; at <= BINS; at += at & -at) {
                tree[at] += change;
            }
        }

        double median() {
            int rank = (size - 1) / 2;
            int at = 0;
            for (int step = Integer.highestOneBit(BINS); step > 0; step >>= 1) {
                if (at + step <= BINS && tree[at + step] <= rank) {
                    at += step;
                    rank -= tree[at];
                }
            }
            return LOWEST + (at + 0.5) * STEP;
        }
    }
}
