package fr.toise.predict.estimate;

import fr.toise.predict.estimate.Estimate.ComparableSale;
import fr.toise.valuation.features.Comparable;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/**
 * Sales beside an estimate, told so that by one answer nobody is found. Order, distance and weight follow from what is shown alone: true ones, from a
 * few chosen points, would tell the house.
 */
final class Comparables {

    /** A sale as it is shown but for its weight, and how like the flat that is. */
    private record Shown(ComparableSale sale, double likeness) {}

    private static final Comparator<Shown> NEAREST_FIRST = Comparator.comparing(
            Shown::sale,
            Comparator.comparingLong(ComparableSale::distance)
                    .thenComparing(ComparableSale::month, Comparator.reverseOrder())
                    .thenComparing(ComparableSale::price));

    /** As far off counts a flat that is twice as large, by a logarithm, and one that was sold a year before; as in the search for them. */
    private static final double METRES_PER_LOG_AREA = 1_000;

    private static final double METRES_PER_YEAR = 300;
    private static final double METRES_AT_HALF_WEIGHT = 100;

    private final SalesHistory history;
    private final Whereabouts whereabouts;
    private final double area;
    private final LocalDate on;

    Comparables(SalesHistory history, Asked asked) {
        this.history = history;
        this.whereabouts = asked.whereabouts();
        this.area = asked.flat().area();
        this.on = asked.on();
    }

    List<ComparableSale> shown(List<Comparable> comparables) {
        var unweighted = comparables.stream()
                .map(comparable -> shown(comparable.sale()))
                .sorted(NEAREST_FIRST)
                .toList();
        double total = unweighted.stream().mapToDouble(Shown::likeness).sum();
        return unweighted.stream()
                .map(shown -> weighted(shown.sale(), shown.likeness() / total))
                .toList();
    }

    private Shown shown(Sale sale) {
        var month = YearMonth.from(sale.saleDate());
        double longitude = Rounding.position(sale.longitude());
        double latitude = Rounding.position(sale.latitude());
        var shown = new ComparableSale(
                month.toString(),
                Rounding.distance(whereabouts.metresTo(longitude, latitude)),
                Math.round(sale.area()),
                Math.round(sale.price()),
                indexed(sale),
                0,
                longitude,
                latitude);
        return new Shown(shown, likeness(shown, month));
    }

    /** By the market of its month, for a day's would tell the day. */
    private Long indexed(Sale sale) {
        var middle = sale.saleDate().withDayOfMonth(15);
        // what was known then, not what came after
        var inItsMonth = middle.isBefore(on) ? middle : on;
        try {
            double moved =
                    history.marketLevel(sale.department(), on) - history.marketLevel(sale.department(), inItsMonth);
            return Rounding.price(sale.price() * Math.exp(moved));
        } catch (NoEarlierSalesException e) {
            return null;
        }
    }

    private double likeness(ComparableSale sale, YearMonth month) {
        double years = ChronoUnit.DAYS.between(month.atDay(15), on) / 365.25;
        double farther = Math.log(Math.max(1, sale.livingArea()) / area) * METRES_PER_LOG_AREA;
        double metres = Math.sqrt(sale.distance() * sale.distance()
                + farther * farther
                + years * years * METRES_PER_YEAR * METRES_PER_YEAR);
        return METRES_AT_HALF_WEIGHT / (METRES_AT_HALF_WEIGHT + metres);
    }

    private static ComparableSale weighted(ComparableSale sale, double weight) {
        return new ComparableSale(
                sale.month(),
                sale.distance(),
                sale.livingArea(),
                sale.price(),
                sale.indexedPrice(),
                Rounding.fraction(weight),
                sale.longitude(),
                sale.latitude());
    }
}
