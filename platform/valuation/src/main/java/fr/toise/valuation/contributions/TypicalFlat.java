package fr.toise.valuation.contributions;

import fr.toise.valuation.Flat;
import fr.toise.valuation.Place;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The middle of a département's recent sales: in size, and in what a flat of that size costs where they were. */
record TypicalFlat(Size size, Flat flat) {

    private static final int RECENT_SALES = 5_000;
    /** Odd, so that one of them is the middle. */
    private static final int PLACES = 101;

    /**
     * @param carrezArea null where it is not to be known
     * @param rooms      null where no sale says it
     */
    record Size(double area, Double carrezArea, Integer rooms) {

        private static Size of(List<Sale> sales, boolean carrezKnown) {
            double area =
                    Math.round(median(sales.stream().mapToDouble(Sale::area).toArray()));
            var rooms = sales.stream()
                    .filter(sale -> sale.rooms() != null && sale.rooms() > 0)
                    .mapToDouble(Sale::rooms)
                    .toArray();
            return new Size(area, carrezKnown ? (Double) area : null, rooms.length == 0 ? null : (int) median(rooms));
        }

        /** A flat of this size at the place of another, in no building in particular. */
        Flat at(Flat other) {
            return new Flat(
                    withoutBuilding(other.place()),
                    other.longitude(),
                    other.latitude(),
                    area,
                    carrezArea,
                    rooms,
                    0,
                    null);
        }
    }

    /**
     * @param sales       of the département, in order of date; not empty
     * @param carrezKnown whether its Carrez area is known
     * @param on          the day on which their places are compared
     */
    static TypicalFlat of(List<Sale> sales, boolean carrezKnown, Valuing valuing, LocalDate on) {
        record Valued(Flat flat, double value) {}
        var recent = sales.subList(Math.max(0, sales.size() - RECENT_SALES), sales.size());
        var size = Size.of(recent, carrezKnown);
        int places = Math.min(PLACES, recent.size());
        var byValue = IntStream.range(0, places)
                .mapToObj(i -> size.at(
                        recent.get((int) (i * (long) recent.size() / places)).flat()))
                .map(flat -> new Valued(flat, valuing.value(flat, on)))
                .sorted(Comparator.comparingDouble(Valued::value))
                .toList();
        return new TypicalFlat(size, byValue.get(places / 2).flat());
    }

    /** The same flat in no building in particular: with its section in the parcel's stead, in which nobody has sold as in a parcel. */
    static Flat withoutBuilding(Flat flat) {
        return new Flat(
                withoutBuilding(flat.place()),
                flat.longitude(),
                flat.latitude(),
                flat.livingArea(),
                flat.carrezArea(),
                flat.rooms(),
                0,
                null);
    }

    private static Place withoutBuilding(Place place) {
        return new Place(place.department(), place.commune(), place.section(), place.street());
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
