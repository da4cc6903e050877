package fr.toise.train.job.measuring;

import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import fr.toise.contracts.model.Segment.Dimension;
import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Several estimators on the same sales: those that all of them have an answer for. The first is the one that is judged. */
public final class Scoreboard {

    private static final double[] SIZES = {0, 30, 60, 100, Double.POSITIVE_INFINITY};
    private static final double[] PRICES = {0, 200_000, 400_000, 800_000, 1_500_000, Double.POSITIVE_INFINITY};

    private final List<Sale> sales;
    private final List<Estimates> estimates;
    private final List<Double> hitRates;

    /** @param estimates of each estimator, for each sale */
    public Scoreboard(List<Sale> sales, List<Estimates> estimates) {
        var common = IntStream.range(0, sales.size())
                .filter(sale -> estimates.stream().allMatch(each -> each.says(sale)))
                .toArray();
        this.sales = IntStream.of(common).mapToObj(sales::get).toList();
        this.estimates = estimates.stream().map(each -> each.only(common)).toList();
        this.hitRates = estimates.stream().map(Estimates::hitRate).toList();
    }

    /** The sales that count. */
    public List<Sale> sales() {
        return sales;
    }

    /** Of every estimator, in their order. */
    public List<Measures> measures() {
        return measures(IntStream.range(0, sales.size()).toArray());
    }

    private List<Measures> measures(int[] which) {
        var its = IntStream.of(which).mapToObj(sales::get).toList();
        return IntStream.range(0, estimates.size())
                .mapToObj(i -> Evaluation.measure(its, estimates.get(i).only(which), hitRates.get(i)))
                .toList();
    }

    /** Of the first with each of the others. */
    public List<Comparison> comparisons() {
        return estimates.stream()
                .skip(1)
                .map(rival -> PairedBootstrap.compare(sales, estimates.get(0), rival))
                .toList();
    }

    /** By commune, by size and by price; without those that no sale is in. */
    public List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (var commune : new TreeSet<>(sales.stream().map(Sale::commune).toList())) {
            add(segments, Dimension.COMMUNE, commune, sale -> sale.commune().equals(commune));
        }
        addBands(segments, Dimension.SIZE, SIZES, Sale::area);
        addBands(segments, Dimension.PRICE, PRICES, Sale::price);
        return segments;
    }

    private void addBands(List<Segment> segments, Dimension dimension, double[] bounds, ToDoubleFunction<Sale> value) {
        for (int i = 0; i + 1 < bounds.length; i++) {
            double from = bounds[i];
            double below = bounds[i + 1];
            var name = below == Double.POSITIVE_INFINITY
                    ? String.format(Locale.ROOT, "%.0f-", from)
                    : String.format(Locale.ROOT, "%.0f-%.0f", from, below);
            add(segments, dimension, name, sale -> {
                double its = value.applyAsDouble(sale);
                return its >= from && its < below;
            });
        }
    }

    private void add(List<Segment> segments, Dimension dimension, String name, Predicate<Sale> belongs) {
        var which = IntStream.range(0, sales.size())
                .filter(sale -> belongs.test(sales.get(sale)))
                .toArray();
        if (which.length > 0) {
            segments.add(new Segment(dimension, name, measures(which)));
        }
    }
}
