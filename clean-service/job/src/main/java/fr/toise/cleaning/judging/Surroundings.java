package fr.toise.cleaning.judging;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether a sale fits in among the others: those of its commune where there are enough, else of more and more. */
public final class Surroundings implements Serializable {

    private static final String COORDINATES = "coordinates-outside-commune";
    private static final String PRICE = "price-per-square-metre-out-of-bounds";

    private static final int ENOUGH_COORDINATES = 10;
    private static final double NEAR_KM = 3;
    private static final double FAR_SPREADS = 6;

    private static final int ENOUGH_PRICES = 30;
    /** Makes a standard deviation of a median absolute deviation, where things are distributed normally. */
    private static final double DEVIATION_OF_SPREAD = 1.4826;

    /**
     * What sales are pooled by.
     *
     * @param enough a pool of fewer is not looked at
     */
    public record Key(String name, int enough, boolean coordinates) implements Serializable {

        // a record's own take a chain of method handles, which is dear in a job that is over before they are compiled
        // to one piece
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && name.equals(key.name)
                    && enough == key.enough
                    && coordinates == key.coordinates;
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    private final Map<Key, Pool.Statistics> pools;
    private final double factor;
    private final double deviations;

    public Surroundings(Map<Key, Pool.Statistics> pools, Thresholds thresholds) {
        this.pools = new HashMap<>(pools);
        this.factor = StrictMath.log(thresholds.outlierFactor());
        this.deviations = thresholds.outlierDeviations();
    }

    /** By name of rule, in their order, what each stands for. */
    public static Map<String, String> reasons(Thresholds thresholds) {
        var reasons = new LinkedHashMap<String, String>();
        reasons.put(
                COORDINATES,
                "The coordinates are more than %s km and %s times as far from the middle of the commune as is usual there."
                        .formatted(SaleRules.text(NEAR_KM), SaleRules.text(FAR_SPREADS)));
        reasons.put(
                PRICE,
                "The price per m² is more than %s times above or below what is usual in the commune and year, and more than %s robust standard deviations away."
                        .formatted(
                                SaleRules.text(thresholds.outlierFactor()),
                                SaleRules.text(thresholds.outlierDeviations())));
        return reasons;
    }

    /** Puts the measurements of some candidates into pools. */
    public static Map<Key, Pool> pools(List<Candidate> candidates) {
        var pools = new HashMap<Key, Pool>();
        for (var candidate : candidates) {
            for (var key : placeKeys(candidate)) {
                pools.computeIfAbsent(key, none -> new Pool(true)).add(candidate.longitude(), candidate.latitude());
            }
            double price = StrictMath.log(candidate.pricePerSquareMetre());
            for (var key : priceKeys(candidate)) {
                pools.computeIfAbsent(key, none -> new Pool(false)).add(price, 0);
            }
        }
        return pools;
    }

    public static Pool merge(Pool one, Pool other) {
        return one.merge(other);
    }

    public static boolean isEnough(Key key, Pool pool) {
        return pool.size() >= key.enough();
    }

    public static Pool.Statistics statistics(Pool pool) {
        return pool.statistics();
    }

    private static List<Key> placeKeys(Candidate candidate) {
        return List.of(placeKey(candidate.commune()), placeKey("département " + candidate.department()));
    }

    private static Key placeKey(String place) {
        return new Key(place, ENOUGH_COORDINATES, true);
    }

    private static List<Key> priceKeys(Candidate candidate) {
        var commune = candidate.type() + " " + candidate.commune();
        var department = candidate.type() + " département " + candidate.department();
        int year = candidate.date().getYear();
        return List.of(
                new Key(commune + " " + year, ENOUGH_PRICES, false),
                new Key(commune, ENOUGH_PRICES, false),
                new Key(department + " " + year, ENOUGH_PRICES, false),
                new Key(department, ENOUGH_PRICES, false),
                new Key(candidate.type().name(), 1, false));
    }

    /** The name of the rule that takes the candidate; null where none does. */
    public String rule(Candidate candidate) {
        if (liesOutside(candidate)) {
            return COORDINATES;
        }
        return isOutlier(candidate) ? PRICE : null;
    }

    private boolean liesOutside(Candidate candidate) {
        var place = first(placeKeys(candidate));
        return place != null
                && place.kilometresTo(candidate.longitude(), candidate.latitude())
                        > Math.max(NEAR_KM, FAR_SPREADS * place.spread());
    }

    private boolean isOutlier(Candidate candidate) {
        var level = first(priceKeys(candidate));
        return level != null
                && Math.abs(StrictMath.log(candidate.pricePerSquareMetre()) - level.first())
                        > Math.max(factor, deviations * DEVIATION_OF_SPREAD * level.spread());
    }

    private Pool.Statistics first(List<Key> keys) {
        for (var key : keys) {
            var found = pools.get(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
