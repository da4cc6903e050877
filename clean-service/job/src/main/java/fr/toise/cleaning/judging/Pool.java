package fr.toise.cleaning.judging;

import java.io.Serializable;
import java.util.Arrays;

/** What was measured of the candidates of one place or time. Pools are filled on many machines and put together. */
public final class Pool implements Serializable {

    private static final double EARTH_RADIUS_KM = 6371.0088;

    /**
     * What sales are compared with.
     *
     * @param first  the middle of the first measurement
     * @param second the middle of the second, where there are two
     * @param spread median distance from the middle: km of coordinates, else in the unit of the measurement
     */
    public record Statistics(double first, double second, double spread) implements Serializable {

        /** In km, of longitudes and latitudes. */
        double kilometresTo(double longitude, double latitude) {
            return kilometres(first, second, longitude, latitude);
        }
    }

    private final boolean coordinates;
    private double[] first = new double[4];
    private double[] second;
    private int size;

    Pool(boolean coordinates) {
        this.coordinates = coordinates;
        this.second = new double[coordinates ? 4 : 0];
    }

    boolean isOfCoordinates() {
        return coordinates;
    }

    void add(double one, double other) {
        if (size == first.length) {
            first = Arrays.copyOf(first, 2 * size);
            second = coordinates ? Arrays.copyOf(second, 2 * size) : second;
        }
        first[size] = one;
        if (coordinates) {
            second[size] = other;
        }
        size++;
    }

    /** Adds all of the other one to this one. */
    Pool merge(Pool other) {
        for (int each = 0; each < other.size; each++) {
            add(other.first[each], coordinates ? other.second[each] : 0);
        }
        return this;
    }

    int size() {
        return size;
    }

    Statistics statistics() {
        double middle = median(Arrays.copyOf(first, size));
        var distances = new double[size];
        if (!coordinates) {
            for (int each = 0; each < size; each++) {
                distances[each] = Math.abs(first[each] - middle);
            }
            return new Statistics(middle, Double.NaN, median(distances));
        }
        double otherMiddle = median(Arrays.copyOf(second, size));
        for (int each = 0; each < size; each++) {
            distances[each] = kilometres(middle, otherMiddle, first[each], second[each]);
        }
        return new Statistics(middle, otherMiddle, median(distances));
    }

    /** Of the two in the middle their mean. Sorts the values. */
    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double kilometres(double fromLongitude, double fromLatitude, double longitude, double latitude) {
        double north = Math.toRadians(latitude - fromLatitude);
        double east = Math.toRadians(longitude - fromLongitude) * Math.cos(Math.toRadians(fromLatitude));
        return EARTH_RADIUS_KM * Math.sqrt(north * north + east * east);
    }
}
