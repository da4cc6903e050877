package fr.toise.valuation.features;

import fr.toise.valuation.Flat;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Numbers about a flat on a day, in the order of {@link #NAMES}. The same for a sale to learn from and for a question to answer. */
public final class FeatureExtractor {

    /** To add a feature, name it here and write it in {@link #extract}; a bundle made with other names is refused. */
    public static final List<String> NAMES = List.of(
            "log_area",
            "rooms",
            "rooms_missing",
            "log_area_per_room",
            "log_carrez_over_living",
            "carrez_missing",
            "outbuildings",
            "log_street_number",
            "longitude",
            "latitude",
            "parcel_residual",
            "parcel_weight",
            "street_residual",
            "street_weight",
            "section_residual",
            "section_weight",
            "commune_residual",
            "commune_weight",
            "near_mean",
            "near_median",
            "near_distance",
            "alike_mean",
            "alike_median",
            "alike_distance");

    public static final int COUNT = NAMES.size();

    private static final int NEIGHBOURS = 24;
    private static final double TYPICAL_AREA_PER_ROOM = 22;
    private static final int MOST_OUTBUILDINGS = 4;
    private static final double METRES_AT_HALF_WEIGHT = 50;
    private static final double HALF_LIFE_YEARS = 2.5;

    private final SalesHistory history;

    public FeatureExtractor(SalesHistory history) {
        this.history = history;
    }

    /** From sales strictly before the day only. */
    public float[] extract(Flat flat, LocalDate on) {
        var features = new float[COUNT];
        int next = describe(flat, features);
        next = anchor(flat, on.toEpochDay(), features, next);
        next = summarise(history.nearestInSpace(flat, on, NEIGHBOURS), on, features, next);
        summarise(history.nearestInSpaceAndSize(flat, on, NEIGHBOURS), on, features, next);
        return features;
    }

    private static int describe(Flat flat, float[] features) {
        double area = flat.area();
        boolean roomsKnown = flat.rooms() != null && flat.rooms() > 0;
        double rooms = roomsKnown ? flat.rooms() : Math.max(1, Math.round(area / TYPICAL_AREA_PER_ROOM));
        boolean bothAreas = flat.carrezArea() != null && flat.livingArea() != null && flat.livingArea() > 0;
        int next = 0;
        features[next++] = (float) Math.log(area);
        features[next++] = (float) rooms;
        features[next++] = roomsKnown ? 0 : 1;
        features[next++] = (float) Math.log(area / rooms);
        features[next++] = bothAreas ? (float) Math.log(flat.carrezArea() / flat.livingArea()) : 0;
        features[next++] = flat.carrezArea() == null ? 1 : 0;
        features[next++] = Math.min(MOST_OUTBUILDINGS, flat.outbuildings());
        features[next++] = flat.streetNumber() == null ? 0 : (float) Math.log1p(flat.streetNumber());
        features[next++] = (float) flat.longitude();
        features[next++] = (float) flat.latitude();
        return next;
    }

    private int anchor(Flat flat, long day, float[] features, int next) {
        var place = flat.place();
        history.byParcel().write(place.parcel(), day, features, next);
        history.byStreet().write(place.street(), day, features, next + 2);
        history.bySection().write(place.section(), day, features, next + 4);
        history.byCommune().write(place.commune(), day, features, next + 6);
        return next + 8;
    }

    private int summarise(SpatialGrid.Found found, LocalDate on, float[] features, int next) {
        double sum = 0;
        double weights = 0;
        var residuals = new double[found.size()];
        for (int i = 0; i < found.size(); i++) {
            int sale = found.sales()[i];
            residuals[i] = history.residualOrZero(sale);
            double weight = Math.pow(0.5, history.ageInYears(sale, on) / HALF_LIFE_YEARS)
                    * METRES_AT_HALF_WEIGHT
                    / (METRES_AT_HALF_WEIGHT + found.metres()[i]);
            sum += weight * residuals[i];
            weights += weight;
        }
        Arrays.sort(residuals);
        features[next] = weights == 0 ? 0 : (float) (sum / weights);
        features[next + 1] = residuals.length == 0 ? 0 : (float) median(residuals);
        features[next + 2] = residuals.length == 0
                ? (float) Math.log(SalesHistory.REACH_METRES)
                : (float) Math.log(10 + Arrays.stream(found.metres()).average().orElseThrow());
        return next + 3;
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
