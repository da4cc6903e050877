package fr.toise.valuation.bundle;

import fr.toise.valuation.ErrorDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How far off estimates are. The networks say for each flat how large an error is typical; what errors are like in that unit was seen on sales
 * that the networks had not learned from, by size of the flat and, in width alone, by commune. Networks may tell flats apart more boldly than
 * errors do: what they say is drawn towards what is usual, as far as the errors that were seen ask for it.
 *
 * @param usual   what the networks took for typical on the middle flat
 * @param doubt   0 where errors grow as the networks say, 1 where they do not grow with it at all
 * @param bands   ascending; the last one has no bound
 * @param factors by commune, near 1; those of too few sales are left out
 */
public record ErrorModel(double usual, double doubt, List<SizeBand> bands, SortedMap<String, Double> factors) {

    private static final double[] BOUNDS = {30, 60, 100, Double.MAX_VALUE};
    private static final int FEWEST_IN_BAND = 150;
    private static final int QUANTILE_STEPS = 200;
    /** As many sales with a factor of 1 are mixed into every commune's. */
    private static final double PRIOR_COUNT = 60;

    private static final int DOUBT_STEPS = 20;

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
        double usual = Math.exp(seen.stream()
                .mapToDouble(each -> Math.log(each.typical()))
                .average()
                .orElseThrow());
        double doubt = doubt(seen, usual);
        var drawn = seen.stream()
                .map(each -> new Seen(each.commune(), each.area(), each.error(), drawn(each.typical(), usual, doubt)))
                .toList();
        var bands = bands(drawn);
        var withoutFactors = new ErrorModel(usual, doubt, bands, new TreeMap<>());
        return new ErrorModel(usual, doubt, bands, withoutFactors.factorsOf(drawn));
    }

    /** The likeliest by Laplace's distribution, with which the networks have learned: that with which errors are smallest in their own unit. */
    private static double doubt(List<Seen> seen, double usual) {
        return IntStream.rangeClosed(0, DOUBT_STEPS)
                .mapToObj(step -> step / (double) DOUBT_STEPS)
                .min(Comparator.comparingDouble(doubt -> seen.stream()
                        .mapToDouble(each -> Math.abs(each.error()) / drawn(each.typical(), usual, doubt))
                        .sum()))
                .orElseThrow();
    }

    private static double drawn(double typical, double usual, double doubt) {
        return typical * Math.pow(usual / typical, doubt);
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

    /** By how much the range has to be stretched for as many prices to lie inside as it is to hold, drawn towards 1. */
    private SortedMap<String, Double> factorsOf(List<Seen> seen) {
        var stretches = new TreeMap<String, List<Double>>();
        for (var each : seen) {
            var errors = band(each.area());
            double edge = each.standardised() < 0 ? errors.low() : errors.high();
            stretches
                    .computeIfAbsent(each.commune(), commune -> new ArrayList<>())
                    .add(Math.max(0, each.standardised() / edge));
        }
        var factors = new TreeMap<String, Double>();
        stretches.forEach((commune, its) -> {
            var sorted = its.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double stretch = sorted[
                    Math.min(sorted.length - 1, (int) Math.ceil(ErrorDistribution.RANGE * (sorted.length + 1)) - 1)];
            factors.put(commune, (stretch * sorted.length + PRIOR_COUNT) / (sorted.length + PRIOR_COUNT));
        });
        return factors;
    }

    /** What errors on a flat are like. */
    public ErrorDistribution errors(String commune, double area, double typical) {
        return band(area).scaled(drawn(typical, usual, doubt) * factors.getOrDefault(commune, 1.0));
    }

    private ErrorDistribution band(double area) {
        return SizeBand.errors(bands, area);
    }

    @Override
    public String toString() {
        return "ErrorModel[doubt " + doubt + ", " + bands.size() + " bands, factors "
                + Arrays.toString(factors.entrySet().toArray()) + "]";
    }
}
