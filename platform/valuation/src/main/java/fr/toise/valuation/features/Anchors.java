package fr.toise.valuation.features;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Time-weighted mean of earlier residuals for one kind of place (a building, a street, …), as of any day. Sums are kept running with
 * weights that grow with the day, so that one look-up and one scaling answer for every day.
 */
final class Anchors {

    private static final Series NOTHING = new Series(0);

    private final Map<String, Series> byPlace = new HashMap<>();
    private final double priorCount;
    private final long firstDay;
    private final double halfLifeDays;

    /**
     * @param priorCount   as many sales with a residual of zero are mixed into every mean
     * @param halfLifeDays after how many days a sale counts half
     */
    Anchors(double priorCount, long firstDay, double halfLifeDays) {
        this.priorCount = priorCount;
        this.firstDay = firstDay;
        this.halfLifeDays = halfLifeDays;
    }

    /** Sales must come in order of day. A null place is nobody's anchor. */
    void add(String place, long day, double residual) {
        if (place != null) {
            byPlace.computeIfAbsent(place, name -> new Series(4)).add((int) (day - firstDay), growth(day), residual);
        }
    }

    private double growth(long day) {
        return Math.exp((day - firstDay) * Math.log(2) / halfLifeDays);
    }

    /** Writes the shrunk mean and log(1 + weight) of the sales strictly before a day. */
    void write(String place, long day, float[] into, int at) {
        var series = place == null ? NOTHING : byPlace.getOrDefault(place, NOTHING);
        int earlier = series.countBefore((int) Math.min(day - firstDay, Integer.MAX_VALUE));
        if (earlier == 0) {
            into[at] = 0;
            into[at + 1] = 0;
            return;
        }
        double now = growth(day);
        double weight = series.weights[earlier - 1] / now;
        into[at] = (float) (series.weighted[earlier - 1] / now / (weight + priorCount));
        into[at + 1] = (float) Math.log1p(weight);
    }

    private static final class Series {

        private int[] days;
        private double[] weights;
        private double[] weighted;
        private int size;

        Series(int capacity) {
            days = new int[capacity];
            weights = new double[capacity];
            weighted = new double[capacity];
        }

        void add(int day, double weight, double residual) {
            if (size == days.length) {
                days = Arrays.copyOf(days, size * 2);
                weights = Arrays.copyOf(weights, size * 2);
                weighted = Arrays.copyOf(weighted, size * 2);
            }
            days[size] = day;
            weights[size] = weight + (size == 0 ? 0 : weights[size - 1]);
            weighted[size] = weight * residual + (size == 0 ? 0 : weighted[size - 1]);
            size++;
        }

        int countBefore(int day) {
            return Chronology.countBefore(size, at -> days[at], day);
        }
    }
}
