package fr.toise.clean.gate;

import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.Histogram;
import java.util.SortedMap;
import java.util.TreeMap;

/** The population stability index: how far the values of a column have moved between two versions. */
final class PopulationShift {

    private static final int DECILES = 10;
    private static final double LEAST_SHARE = 1e-4;

    private PopulationShift() {}

    /**
     * Over bins at the deciles of the version before, and one more for the sales without a value.
     *
     * @return from 0; NaN where neither has numbers, or the two were not counted in the same bins
     */
    static double between(ColumnProfile before, ColumnProfile now) {
        if (!comparable(before, now)) {
            return Double.NaN;
        }
        var expected = shares(counts(before), before);
        var actual = shares(counts(before), now);
        double shift = 0;
        for (int bin = 0; bin < expected.length; bin++) {
            double was = Math.max(expected[bin], LEAST_SHARE);
            double is = Math.max(actual[bin], LEAST_SHARE);
            shift += (is - was) * Math.log(is / was);
        }
        return Math.round(shift * 1e4) / 1e4;
    }

    private static boolean comparable(ColumnProfile before, ColumnProfile now) {
        if (before.numbers() == null || now.numbers() == null) {
            // a column that has lost all its values has moved as far as it can
            return before.numbers() != now.numbers();
        }
        Histogram old = before.numbers().histogram();
        Histogram young = now.numbers().histogram();
        return old.scale() == young.scale() && old.step() == young.step();
    }

    private static SortedMap<Integer, Long> counts(ColumnProfile column) {
        return column.numbers() == null
                ? new TreeMap<>()
                : column.numbers().histogram().counts();
    }

    private static double[] shares(SortedMap<Integer, Long> deciles, ColumnProfile column) {
        long expected = total(deciles);
        double sales = column.filled() + column.missing();
        var shares = new double[DECILES + 1];
        counts(column).forEach((bin, count) -> {
            // a bin can't be split, so it counts whole for the decile that it begins in
            long below = total(deciles.headMap(bin));
            int decile = expected == 0 ? 0 : (int) Math.min(DECILES - 1, DECILES * below / expected);
            shares[decile] += count / sales;
        });
        shares[DECILES] = column.missing() / sales;
        return shares;
    }

    private static long total(SortedMap<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
