package fr.toise.valuation.bundle;

import fr.toise.valuation.ErrorDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far off estimates are. The networks say for each flat how large an error is typical; what errors are like in that unit was seen on sales
 * that the networks had not learned from, by size of the flat and, in width alone, by commune.
 *
 * @param bands   ascending; the last one has no bound
 * @param factors by commune, near 1; those of too few sales are left out
 */
public record ErrorModel(List<SizeBand> bands, SortedMap<String, Double> factors) {

    private static final double[] BOUNDS = {30, 60, 100, Double.MAX_VALUE};
    private static final int FEWEST_IN_BAND = 150;
    private static final int QUANTILE_STEPS = 200;
    /** The share of errors whose width the factors are about: that of the range which is shown. */
    private static final double LEVEL = 0.8;
    /** As many sales with a factor of 1 are mixed into every commune's. */
    private static final double PRIOR_COUNT = 60;

    /**
     * One error that was seen.
     *
     * @param area    m²
     * @param error   {@code log(price / estimate)}
     * @param typical what the networks took for typical
     */
    public record Seen(String commune, double area, double error, double typical) {

        double standardised() {
            return error / typical;
        }
    }

    public ErrorModel {
        bands = List.copyOf(bands);
        factors = new TreeMap<>(factors);
    }

    public static ErrorModel learn(List<Seen> seen) {
        var bands = bands(seen);
        var withoutFactors = new ErrorModel(bands, new TreeMap<>());
        return new ErrorModel(bands, withoutFactors.factorsOf(seen));
    }

    /** Errors by size; a size with too few sales gets those of all. */
    private static List<SizeBand> bands(List<Seen> seen) {
        var overall = ErrorDistribution.of(
                seen.stream().mapToDouble(Seen::standardised).toArray(), QUANTILE_STEPS);
        var bands = new ArrayList<SizeBand>();
        double from = 0;
        for (double below : BOUNDS) {
            double lower = from;
            var its = seen.stream()
                    .filter(each -> each.area() >= lower && each.area() < below)
                    .mapToDouble(Seen::standardised)
                    .toArray();
            bands.add(new SizeBand(
                    below, its.length < FEWEST_IN_BAND ? overall : ErrorDistribution.of(its, QUANTILE_STEPS)));
            from = below;
        }
        return bands;
    }

    /** By how much the range has to be stretched for as many prices to lie inside as its level says, drawn towards 1. */
    private SortedMap<String, Double> factorsOf(List<Seen> seen) {
        var stretches = new TreeMap<String, List<Double>>();
        for (var each : seen) {
            var errors = band(each.area());
            double edge = errors.quantile(each.standardised() < 0 ? (1 - LEVEL) / 2 : (1 + LEVEL) / 2);
            stretches
                    .computeIfAbsent(each.commune(), commune -> new ArrayList<>())
                    .add(Math.max(0, each.standardised() / edge));
        }
        var factors = new TreeMap<String, Double>();
        stretches.forEach((commune, its) -> {
            var sorted = its.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double stretch = sorted[Math.min(sorted.length - 1, (int) Math.ceil(LEVEL * (sorted.length + 1)) - 1)];
            factors.put(commune, (stretch * sorted.length + PRIOR_COUNT) / (sorted.length + PRIOR_COUNT));
        });
        return factors;
    }

    /** What errors on a flat are like. */
    public ErrorDistribution errors(String commune, double area, double typical) {
        return band(area).scaled(typical * factors.getOrDefault(commune, 1.0));
    }

    private ErrorDistribution band(double area) {
        return SizeBand.errors(bands, area);
    }

    @Override
    public String toString() {
        return "ErrorModel[" + bands.size() + " bands, factors "
                + Arrays.toString(factors.entrySet().toArray()) + "]";
    }
}
