package fr.toise.valuation.features;

import fr.toise.valuation.Flat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Numbers about a flat on a day, in the order of {@link #NAMES}, and about the earlier sales most alike. The same for a sale to learn from and
 * for a question to answer.
 */
public final class FeatureExtractor {

    private record Feature(String name, FeatureGroup group) {}

    /** To add a feature, name it here and write it below, in the same order; a bundle made with other features is refused. */
    private static final List<Feature> FEATURES = List.of(
            new Feature("log_area", FeatureGroup.SIZE),
            new Feature("rooms", FeatureGroup.ROOMS),
            new Feature("log_area_per_room", FeatureGroup.ROOMS),
            new Feature("log_carrez_over_living", FeatureGroup.CARREZ),
            new Feature("carrez_missing", FeatureGroup.CARREZ),
            new Feature("outbuildings", FeatureGroup.OUTBUILDINGS),
            new Feature("log_street_number", FeatureGroup.STREET),
            new Feature("longitude", FeatureGroup.POSITION),
            new Feature("latitude", FeatureGroup.POSITION),
            new Feature("parcel_residual", FeatureGroup.BUILDING),
            new Feature("parcel_weight", FeatureGroup.BUILDING),
            new Feature("street_residual", FeatureGroup.STREET),
            new Feature("street_weight", FeatureGroup.STREET),
            new Feature("section_residual", FeatureGroup.SECTION),
            new Feature("section_weight", FeatureGroup.SECTION),
            new Feature("commune_residual", FeatureGroup.COMMUNE),
            new Feature("commune_weight", FeatureGroup.COMMUNE),
            new Feature("near_mean", FeatureGroup.NEIGHBOURS),
            new Feature("near_median", FeatureGroup.NEIGHBOURS),
            new Feature("near_distance", FeatureGroup.NEIGHBOURS),
            new Feature("alike_mean", FeatureGroup.NEIGHBOURS),
            new Feature("alike_median", FeatureGroup.NEIGHBOURS),
            new Feature("alike_distance", FeatureGroup.NEIGHBOURS));

    public static final List<String> NAMES =
            FEATURES.stream().map(Feature::name).toList();

    static final List<FeatureGroup> GROUPS =
            FEATURES.stream().map(Feature::group).toList();

    public static final int COUNT = NAMES.size();

    /** How many of the most alike earlier sales the network is told of one by one; of as many neighbours it is told the mean. */
    public static final int COMPARABLES = 24;

    /** What it is told of each. The first is the target of that sale, which the network averages. */
    public static final List<String> COMPARABLE_NAMES = List.of(
            "residual",
            "log_distance",
            "log_area_over_own",
            "log_area_gap",
            "years_ago",
            "same_building",
            "same_street",
            "log_outbuildings");

    private static final double TYPICAL_AREA_PER_ROOM = 22;
    private static final int TYPICAL_STREET_NUMBER = 30;
    private static final int MOST_OUTBUILDINGS = 4;
    private static final double METRES_AT_HALF_WEIGHT = 50;
    private static final double HALF_LIFE_YEARS = 2.5;

    private final SalesHistory history;

    public FeatureExtractor(SalesHistory history) {
        this.history = history;
    }

    /** From sales strictly before the day only. */
    public Features extract(Flat flat, LocalDate on) {
        return extract(List.of(flat), on).get(0);
    }

    /** The same of flats that stand at one place, for which neighbours are looked for once. */
    public List<Features> extract(List<Flat> atOnePlace, LocalDate on) {
        var neighbours = history.neighbours(atOnePlace, on, COMPARABLES);
        var features = new ArrayList<Features>(atOnePlace.size());
        for (int i = 0; i < atOnePlace.size(); i++) {
            features.add(features(atOnePlace.get(i), on.toEpochDay(), neighbours.get(i)));
        }
        return features;
    }

    private Features features(Flat flat, long day, SalesHistory.Neighbours neighbours) {
        var features = new float[COUNT];
        int next = describe(flat, features);
        next = anchor(flat, day, features, next);
        next = summarise(neighbours.inSpace(), day, features, next);
        summarise(neighbours.inSpaceAndSize(), day, features, next);
        var alike = neighbours.alike();
        return new Features(features, compare(flat, alike, day), alike.sales(), alike.metres());
    }

    private float[] compare(Flat flat, SpatialGrid.Found alike, long day) {
        var features = new float[alike.size() * COMPARABLE_NAMES.size()];
        int next = 0;
        for (int i = 0; i < alike.size(); i++) {
            var sale = history.sales().get(alike.sales()[i]);
            double logArea = Math.log(sale.area() / flat.area());
            features[next++] = (float) history.residualOrZero(alike.sales()[i]);
            features[next++] = (float) Math.log(10 + alike.metres()[i]);
            features[next++] = (float) logArea;
            features[next++] = (float) Math.abs(logArea);
            features[next++] = (float) history.ageInYears(alike.sales()[i], day);
            features[next++] = isSame(flat.place().parcel(), sale.parcel());
            features[next++] = isSame(flat.place().street(), sale.streetCode());
            features[next++] = (float) Math.log(1 + sale.outbuildings());
        }
        return features;
    }

    private static float isSame(String one, String other) {
        // most are others, which their hashes tell, at less cost than their letters
        return one != null && one.hashCode() == Objects.hashCode(other) && one.equals(other) ? 1 : 0;
    }

    private static int describe(Flat flat, float[] features) {
        double area = flat.area();
        boolean roomsKnown = flat.rooms() != null && flat.rooms() > 0;
        // nor is the network told: hardly a sale lacks its rooms, and those that do are odd in other ways;
        // not rounded, or a flat of 33 m² would be worth 6 % more than one of 32.9
        double rooms = roomsKnown ? flat.rooms() : Math.max(1, area / TYPICAL_AREA_PER_ROOM);
        boolean bothAreas = flat.carrezArea() != null && flat.livingArea() != null && flat.livingArea() > 0;
        int next = 0;
        features[next++] = (float) Math.log(area);
        features[next++] = (float) rooms;
        features[next++] = (float) Math.log(area / rooms);
        features[next++] = bothAreas ? (float) Math.log(flat.carrezArea() / flat.livingArea()) : 0;
        features[next++] = flat.carrezArea() == null ? 1 : 0;
        features[next++] = Math.min(MOST_OUTBUILDINGS, flat.outbuildings());
        features[next++] =
                (float) Math.log1p(flat.streetNumber() == null ? TYPICAL_STREET_NUMBER : flat.streetNumber());
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

    private int summarise(SpatialGrid.Found found, long day, float[] features, int next) {
        double sum = 0;
        double weights = 0;
        var residuals = new double[found.size()];
        for (int i = 0; i < found.size(); i++) {
            int sale = found.sales()[i];
            residuals[i] = history.residualOrZero(sale);
            double weight = Math.pow(0.5, history.ageInYears(sale, day) / HALF_LIFE_YEARS)
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
