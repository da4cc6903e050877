package fr.toise.valuation.contributions;

import fr.toise.valuation.Flat;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Walks from a typical flat to the one that was asked about, changing one thing at a time, and shares the difference out by how much each
 * step multiplied the price. Shared out by the logarithmic mean, so that no step has it better for being the first. Thread-safe.
 */
public final class Explainer {

    /** Most ask about today; a file may ask about some years of days. */
    private static final int MOST_KNOWN = 5_000;

    /** A flat whose Carrez area nobody gave is held against one of which it is not known either: that says nothing of its size. */
    private record Kind(String department, boolean carrezKnown) {

        static Kind of(Flat flat) {
            return new Kind(flat.place().department(), flat.carrezArea() != null);
        }
    }

    private record Day(Kind kind, LocalDate on) {}

    private final SalesHistory history;
    private final Valuing valuing;
    private final Map<Kind, TypicalFlat> typicalFlats = new ConcurrentHashMap<>();
    /** What a typical flat is worth. */
    private final Map<Day, Double> values = new ConcurrentHashMap<>();

    /** @param valuing what the model says */
    public Explainer(SalesHistory history, Valuing valuing) {
        this.history = history;
        this.valuing = valuing;
    }

    /**
     * The value of a flat on a day, and what makes it. Asks for two more values, and for some more the first time in a département, as well as
     * the first time that a Carrez area is known there.
     *
     * @throws NoEarlierSalesException when too few sales are known before that day
     */
    public Explained explain(Flat flat, LocalDate on) {
        var department = flat.place().department();
        double level = history.marketLevel(department, on);
        var since = yearBefore(department, on);
        double market = level - history.marketLevel(department, since);
        var kind = Kind.of(flat);
        var typical = typicalFlats.computeIfAbsent(kind, this::typicalFlat);
        double atTypicalPlace = typicalValue(kind, typical, on);
        var valuations = valuing.values(List.of(flat, typical.size().at(flat), TypicalFlat.withoutBuilding(flat)), on);
        double value = valuations.get(0).value();
        double atThisPlace = valuations.get(1).value();
        double ofThisSize = valuations.get(2).value();
        double start = atTypicalPlace / Math.exp(market);
        double share = logarithmicMean(start, value);
        return new Explained(
                valuations.get(0),
                new Contributions(
                        start,
                        typical.size().area(),
                        since,
                        share * market,
                        share * Math.log(atThisPlace / atTypicalPlace),
                        share * Math.log(ofThisSize / atThisPlace),
                        share * Math.log(value / ofThisSize)));
    }

    /** Both ends are days on which the market was known: after the last sales, and in a gap between them, it would not move at all. */
    private LocalDate yearBefore(String department, LocalDate on) {
        var since = history.marketLevelDay(department, on).minusYears(1);
        try {
            return history.marketLevelDay(department, since);
        } catch (NoEarlierSalesException e) {
            return e.earliest();
        }
    }

    private TypicalFlat typicalFlat(Kind kind) {
        var sales = history.sales().stream()
                .filter(sale -> sale.department().equals(kind.department()))
                .toList();
        return TypicalFlat.of(
                sales, kind.carrezKnown(), valuing, history.dataThrough().plusDays(1));
    }

    private double typicalValue(Kind kind, TypicalFlat typical, LocalDate on) {
        if (values.size() > MOST_KNOWN) {
            values.clear();
        }
        return values.computeIfAbsent(new Day(kind, on), day -> valuing.value(typical.flat(), on));
    }

    /** {@code b - a = logarithmicMean(a, b) · ln(b / a)}. */
    private static double logarithmicMean(double a, double b) {
        double log = Math.log(b / a);
        return Math.abs(log) < 1e-9 ? a : (b - a) / log;
    }
}
