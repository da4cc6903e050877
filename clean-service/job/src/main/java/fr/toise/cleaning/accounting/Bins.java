package fr.toise.cleaning.accounting;

import fr.toise.contracts.job.DatasetProfile.Histogram;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import fr.toise.contracts.job.DatasetProfile.Numbers;
import java.io.Serializable;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** A histogram in the making, and what else is said of its values. */
final class Bins implements Serializable {

    private final Scale scale;
    private final double step;
    private final String unit;
    private final long partsOfTheUnit;
    /** Of a bin on a linear scale; of its logarithm on the other one. */
    private final double width;

    /** By bin, each in an array of one: what is counted a million times is not to be boxed. */
    private final HashMap<Integer, long[]> counts = new HashMap<>();

    private final ExactSum sum = new ExactSum();
    private final ExactSum squares = new ExactSum();
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;
    private long count;

    /** @param partsOfTheUnit to which values are rounded to be added up */
    Bins(Scale scale, double step, String unit, long partsOfTheUnit) {
        this.scale = scale;
        this.step = step;
        this.unit = unit;
        this.partsOfTheUnit = partsOfTheUnit;
        this.width = scale == Scale.LOG ? StrictMath.log(step) : step;
    }

    /** @param value above 0 where the scale is LOG */
    void add(double value) {
        double position = scale == Scale.LOG ? StrictMath.log(value) : value;
        count((int) Math.floor(position / width), 1);
        long parts = ExactSum.inParts(value, partsOfTheUnit);
        sum.add(parts);
        squares.addProduct(parts, parts);
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
        count++;
    }

    private void count(int bin, long more) {
        counts.computeIfAbsent(bin, none -> new long[1])[0] += more;
    }

    void merge(Bins other) {
        other.counts.forEach((bin, more) -> count(bin, more[0]));
        sum.merge(other.sum);
        squares.merge(other.squares);
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
        count += other.count;
    }

    /** Null without values. */
    Numbers numbers() {
        if (count == 0) {
            return null;
        }
        var moments = new Moments(count, sum.value(), sum.value(), squares.value());
        return new Numbers(
                minimum,
                maximum,
                sum.value().doubleValue() / count / partsOfTheUnit,
                Math.sqrt(moments.covariance()) / partsOfTheUnit,
                quantile(0.05),
                quantile(0.25),
                quantile(0.5),
                quantile(0.75),
                quantile(0.95),
                histogram());
    }

    private Histogram histogram() {
        return new Histogram(scale, step, unit, sorted());
    }

    private SortedMap<Integer, Long> sorted() {
        var sorted = new TreeMap<Integer, Long>();
        counts.forEach((bin, number) -> sorted.put(bin, number[0]));
        return sorted;
    }

    /** Exact to the width of a bin; 0 without values. */
    double quantile(double share) {
        double rank = share * count;
        long below = 0;
        var histogram = histogram();
        for (var bin : histogram.counts().entrySet()) {
            if (below + bin.getValue() >= rank) {
                double lower = histogram.lowerEdge(bin.getKey());
                double upper = histogram.lowerEdge(bin.getKey() + 1);
                double within = isCount() ? 0 : (rank - below) / bin.getValue();
                return Math.max(minimum, Math.min(maximum, lower + within * (upper - lower)));
            }
            below += bin.getValue();
        }
        return 0;
    }

    /** Between two rooms and three there is nothing. */
    private boolean isCount() {
        return unit.equals(Column.COUNT);
    }
}
