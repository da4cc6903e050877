package fr.toise.cleaning.judging;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

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

    /** Candidates that are compared with the same ones. */
    private record Group(PropertyType type, String commune, String department, int year) implements Serializable {

        static Group of(Candidate candidate) {
            return new Group(
                    candidate.type(),
                    candidate.commune(),
                    candidate.department(),
                    candidate.date().getYear());
        }

        /** The closest ones first. */
        List<Key> places() {
            return List.of(placeKey(commune), placeKey("département " + department));
        }

        private static Key placeKey(String place) {
            return new Key(place, ENOUGH_COORDINATES, true);
        }

        /** The closest ones first. */
        List<Key> prices() {
            var ofCommune = type + " " + commune;
            var ofDepartment = type + " département " + department;
            return List.of(
                    new Key(ofCommune + " " + year, ENOUGH_PRICES, false),
                    new Key(ofCommune, ENOUGH_PRICES, false),
                    new Key(ofDepartment + " " + year, ENOUGH_PRICES, false),
                    new Key(ofDepartment, ENOUGH_PRICES, false),
                    new Key(type.name(), 1, false));
        }

        // as for a key; and an enum's hash is another one in each process
        @Override
        public boolean equals(Object other) {
            return other instanceof Group group
                    && type == group.type
                    && year == group.year
                    && commune.equals(group.commune)
                    && department.equals(group.department);
        }

        @Override
        public int hashCode() {
            return 31 * commune.hashCode() + year;
        }
    }

    /** What there is to compare with; null where there is not enough. */
    private record Usual(Pool.Statistics place, Pool.Statistics price) implements Serializable {}

    private final Map<Key, Pool.Statistics> pools;
    private final Map<Group, Usual> usual = new ConcurrentHashMap<>();
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
        var poolsOfGroups = new HashMap<Group, List<Pool>>();
        for (var candidate : candidates) {
            double price = StrictMath.log(candidate.pricePerSquareMetre());
            for (var pool : poolsOfGroups.computeIfAbsent(Group.of(candidate), group -> pools(group, pools))) {
                if (pool.isOfCoordinates()) {
                    pool.add(candidate.longitude(), candidate.latitude());
                } else {
                    pool.add(price, 0);
                }
            }
        }
        return pools;
    }

    private static List<Pool> pools(Group group, Map<Key, Pool> pools) {
        return Stream.concat(group.places().stream(), group.prices().stream())
                .map(key -> pools.computeIfAbsent(key, none -> new Pool(key.coordinates())))
                .toList();
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

    /** The name of the rule that takes the candidate; null where none does. */
    public String rule(Candidate candidate) {
        var usual = usual(candidate);
        if (liesOutside(candidate, usual.place())) {
            return COORDINATES;
        }
        return isOutlier(candidate, usual.price()) ? PRICE : null;
    }

    private Usual usual(Candidate candidate) {
        return usual.computeIfAbsent(
                Group.of(candidate), group -> new Usual(first(group.places()), first(group.prices())));
    }

    private static boolean liesOutside(Candidate candidate, Pool.Statistics place) {
        return place != null
                && place.kilometresTo(candidate.longitude(), candidate.latitude())
                        > Math.max(NEAR_KM, FAR_SPREADS * place.spread());
    }

    private boolean isOutlier(Candidate candidate, Pool.Statistics price) {
        return price != null
                && Math.abs(StrictMath.log(candidate.pricePerSquareMetre()) - price.first())
                        > Math.max(factor, deviations * DEVIATION_OF_SPREAD * price.spread());
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
