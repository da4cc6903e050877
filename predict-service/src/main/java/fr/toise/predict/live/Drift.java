package fr.toise.predict.live;

import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How far the last flats that were asked about are from those that a model learned from, as a population stability index. */
public final class Drift {

    private static final int LAST = 2_000;
    private static final int FEWEST = 200;
    private static final int BINS = 10;
    /** An empty bin would make the index infinite. */
    private static final double SMALLEST_SHARE = 1e-3;

    private final double[] deciles;
    private final Map<String, Double> communes;
    private final double[] areas = new double[LAST];
    private final String[] places = new String[LAST];
    private long asked;

    /** @param sales not empty */
    Drift(List<Sale> sales) {
        var sorted = sales.stream().mapToDouble(Sale::area).sorted().toArray();
        deciles = new double[BINS - 1];
        for (int i = 1; i < BINS; i++) {
            deciles[i - 1] = sorted[(int) (i * (long) sorted.length / BINS)];
        }
        communes = sales.stream().collect(Collectors.groupingBy(Sale::commune, Collectors.summingDouble(sale -> 1)));
        communes.replaceAll((commune, count) -> count / sales.size());
    }

    public synchronized void asked(double area, String commune) {
        int at = (int) (asked++ % LAST);
        areas[at] = area;
        places[at] = commune;
    }

    /** NaN while too few were asked about. */
    public synchronized double ofAreas() {
        int size = size();
        if (size < FEWEST) {
            return Double.NaN;
        }
        var counts = new double[BINS];
        for (int i = 0; i < size; i++) {
            int found = Arrays.binarySearch(deciles, areas[i]);
            counts[found >= 0 ? found + 1 : -found - 1]++;
        }
        return Arrays.stream(counts)
                .map(count -> index(count / size, 1.0 / BINS))
                .sum();
    }

    /** NaN while too few were asked about. */
    public synchronized double ofCommunes() {
        int size = size();
        if (size < FEWEST) {
            return Double.NaN;
        }
        var counts = new HashMap<String, Integer>();
        for (int i = 0; i < size; i++) {
            counts.merge(places[i], 1, Integer::sum);
        }
        return communes.entrySet().stream()
                .mapToDouble(entry -> index(counts.getOrDefault(entry.getKey(), 0) / (double) size, entry.getValue()))
                .sum();
    }

    private int size() {
        return (int) Math.min(asked, LAST);
    }

    private static double index(double share, double expected) {
        double here = Math.max(SMALLEST_SHARE, share);
        double there = Math.max(SMALLEST_SHARE, expected);
        return (here - there) * Math.log(here / there);
    }
}
