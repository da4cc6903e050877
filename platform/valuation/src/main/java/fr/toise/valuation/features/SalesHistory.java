package fr.toise.valuation.features;

import fr.toise.valuation.Flat;
import fr.toise.valuation.Place;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/** Every sale that is known, answering for any day what was known the day before. Immutable. */
public final class SalesHistory {

    static final double REACH_METRES = 1_500;
    /** How far from its parcel's centre a point may lie to be taken for the building. */
    private static final double SAME_BUILDING_METRES = 20;

    private static final double SAME_STREET_METRES = 40;
    private static final double COVERED_METRES = 500;
    /** A flat twice as large counts as this much farther away. */
    private static final double METRES_PER_LOG_AREA = 1_000;

    private static final double METRES_PER_YEAR = 300;
    /** Square metres: so far off counts a sale without a residual. */
    private static final double FAR = REACH_METRES * REACH_METRES;

    private static final double DAYS_PER_YEAR = 365.25;

    private final HistorySettings settings;
    private final List<Sale> sales;
    private final long[] days;
    /** log €/m² over the market's level of the day; NaN where the market had no fresh level. */
    private final double[] residuals;

    private final Map<String, MarketIndex> markets;
    private final SpatialGrid grid;
    /** The same once more in the order of the grid: neighbours lie beside each other. */
    private final double[] gridDays;

    private final double[] gridLogAreas;
    private final double[] gridResiduals;
    private final Anchors byParcel;
    private final Anchors byStreet;
    private final Anchors bySection;
    private final Anchors byCommune;
    private final CommuneMedians communeMedians;

    /** With the {@linkplain HistorySettings#DEFAULT usual settings}. */
    public SalesHistory(List<Sale> unordered) {
        this(unordered, HistorySettings.DEFAULT);
    }

    public SalesHistory(List<Sale> unordered, HistorySettings settings) {
        if (unordered.isEmpty()) {
            throw new IllegalArgumentException("A history needs at least one sale");
        }
        sales = unordered.stream()
                .sorted(Comparator.comparing(Sale::saleDate).thenComparing(Sale::saleId))
                .toList();
        days = sales.stream().mapToLong(sale -> sale.saleDate().toEpochDay()).toArray();
        this.settings = settings;
        markets = markets(sales, settings);
        residuals = new double[sales.size()];
        byParcel = new Anchors(2, days[0], settings.halfLifeDays());
        byStreet = new Anchors(5, days[0], settings.halfLifeDays());
        bySection = new Anchors(5, days[0], settings.halfLifeDays());
        byCommune = new Anchors(20, days[0], settings.halfLifeDays());
        for (int i = 0; i < residuals.length; i++) {
            anchor(i);
        }
        grid = new SpatialGrid(sales);
        gridDays = grid.arrange(sale -> days[sale]);
        gridLogAreas = grid.arrange(sale -> Math.log(sales.get(sale).area()));
        gridResiduals = grid.arrange(sale -> residuals[sale]);
        communeMedians = new CommuneMedians(sales);
    }

    private static Map<String, MarketIndex> markets(List<Sale> sales, HistorySettings settings) {
        var byDepartment = new LinkedHashMap<String, List<Sale>>();
        sales.forEach(sale -> byDepartment
                .computeIfAbsent(sale.department(), department -> new ArrayList<>())
                .add(sale));
        var markets = new HashMap<String, MarketIndex>();
        byDepartment.forEach((department, its) -> markets.put(department, new MarketIndex(its, settings.indexDays())));
        return markets;
    }

    private void anchor(int i) {
        var sale = sales.get(i);
        var level = markets.get(sale.department()).fresh(days[i]);
        if (level.isEmpty()) {
            residuals[i] = Double.NaN;
            return;
        }
        residuals[i] = Math.log(sale.pricePerSquareMetre()) - level.getAsDouble();
        // a palace or a typing error must not be what a street is known for
        double bounded = Math.max(-1, Math.min(1, residuals[i]));
        var place = sale.place();
        byParcel.add(place.parcel(), days[i], bounded);
        byStreet.add(place.street(), days[i], bounded);
        bySection.add(place.section(), days[i], bounded);
        byCommune.add(place.commune(), days[i], bounded);
    }

    public HistorySettings settings() {
        return settings;
    }

    /** In order of date. */
    public List<Sale> sales() {
        return sales;
    }

    /** log €/m² of a sale over its market's level; empty when the market had no fresh level on its day. */
    public OptionalDouble residual(int sale) {
        return Double.isNaN(residuals[sale]) ? OptionalDouble.empty() : OptionalDouble.of(residuals[sale]);
    }

    /** The last day on which sales were dense enough, in any market, to carry a level; null when they never were. */
    public LocalDate dataThrough() {
        return markets.values().stream()
                .map(MarketIndex::dataThrough)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The same of one département, whose sales may end before those of others. */
    public LocalDate dataThrough(String department) {
        var market = markets.get(department);
        return market == null ? null : market.dataThrough();
    }

    /**
     * The market's level as log €/m², the last one that was fresh.
     *
     * @throws NoEarlierSalesException when it never was before that day
     */
    public double marketLevel(String department, LocalDate on) {
        var market = market(department, on);
        return market.latest(on.toEpochDay())
                .orElseThrow(() -> new NoEarlierSalesException(department, on, market.firstFresh()));
    }

    /**
     * The day that {@linkplain #marketLevel level} is of: that very day, or an earlier one where sales have become few or ended.
     *
     * @throws NoEarlierSalesException when there is none
     */
    public LocalDate marketLevelDay(String department, LocalDate on) {
        var market = market(department, on);
        var day = market.latestDay(on.toEpochDay());
        if (day == null) {
            throw new NoEarlierSalesException(department, on, market.firstFresh());
        }
        return day;
    }

    private MarketIndex market(String department, LocalDate on) {
        var market = markets.get(department);
        if (market == null) {
            throw new NoEarlierSalesException(department, on, null);
        }
        return market;
    }

    /** Median €/m² of a commune over the half year before a day, or further back when that holds few sales; the baseline to beat. */
    public OptionalDouble communeMedian(String commune, LocalDate on) {
        return communeMedians.before(commune, on.toEpochDay());
    }

    int before(LocalDate on) {
        return Chronology.countBefore(days.length, at -> days[at], on.toEpochDay());
    }

    Anchors byParcel() {
        return byParcel;
    }

    Anchors byStreet() {
        return byStreet;
    }

    Anchors bySection() {
        return bySection;
    }

    Anchors byCommune() {
        return byCommune;
    }

    /**
     * Earlier sales around a flat, with a residual.
     *
     * @param inSpace        nearest on the ground
     * @param inSpaceAndSize nearest on the ground and in size
     * @param alike          to hold the flat against: near, of a similar size, and not long ago
     */
    record Neighbours(SpatialGrid.Found inSpace, SpatialGrid.Found inSpaceAndSize, SpatialGrid.Found alike) {}

    /** So many of each, for every one of some flats at one place: on one walk. */
    List<Neighbours> neighbours(List<Flat> flats, LocalDate on, int k) {
        var areas = flats.stream().map(Flat::area).distinct().toList();
        var place = flats.get(0);
        var penalties = new ArrayList<SpatialGrid.Penalty>();
        penalties.add(new Unlikeness(FAR, 0, 0, 0, 0));
        for (double area : areas) {
            penalties.add(new Unlikeness(FAR, Math.log(area), METRES_PER_LOG_AREA, 0, 0));
            penalties.add(unlikeness(place.place().department(), area, on));
        }
        var found = grid.nearest(place.longitude(), place.latitude(), before(on), k, REACH_METRES, penalties);
        return flats.stream()
                .map(flat -> {
                    int its = 1 + 2 * areas.indexOf(flat.area());
                    return new Neighbours(found.get(0), found.get(its), found.get(its + 1));
                })
                .toList();
    }

    /**
     * Long after the last sales it is still the last ones that are new, not those a little less far off than others. Only sales with a
     * residual.
     */
    private Unlikeness unlikeness(String department, double area, LocalDate on) {
        var market = markets.get(department);
        long newest = market == null
                ? on.toEpochDay()
                : market.dataThrough(on.toEpochDay()).orElse(on.toEpochDay());
        return new Unlikeness(Double.POSITIVE_INFINITY, Math.log(area), METRES_PER_LOG_AREA, newest, METRES_PER_YEAR);
    }

    /** All penalties are of this one class, for the compiler to look into it. */
    private final class Unlikeness implements SpatialGrid.Penalty {

        private final double withoutResidual;
        private final double logArea;
        private final double metresPerLogArea;
        private final long newest;
        private final double metresPerDay;

        Unlikeness(double withoutResidual, double logArea, double metresPerLogArea, long newest, double metresPerYear) {
            this.withoutResidual = withoutResidual;
            this.logArea = logArea;
            this.metresPerLogArea = metresPerLogArea;
            this.newest = newest;
            this.metresPerDay = metresPerYear / DAYS_PER_YEAR;
        }

        @Override
        public double squareMetres(int member) {
            return (Double.isNaN(gridResiduals[member]) ? withoutResidual : 0)
                    + square((gridLogAreas[member] - logArea) * metresPerLogArea)
                    + square(Math.max(0, newest - gridDays[member]) * metresPerDay);
        }
    }

    /** Median €/m² of the {@code k} most alike earlier sales, brought to a day by the market's level; the other baseline to beat. */
    public OptionalDouble comparablesMedian(Flat flat, LocalDate on, int k) {
        var found = grid.nearest(
                flat.longitude(),
                flat.latitude(),
                before(on),
                k,
                REACH_METRES,
                unlikeness(flat.place().department(), flat.area(), on));
        double level = marketLevel(flat.place().department(), on);
        var prices = Arrays.stream(found.sales())
                .mapToDouble(sale -> Math.exp(level + residuals[sale]))
                .sorted()
                .toArray();
        int middle = prices.length / 2;
        return prices.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        prices.length % 2 == 1 ? prices[middle] : (prices[middle - 1] + prices[middle]) / 2);
    }

    private static double square(double value) {
        return value * value;
    }

    double residualOrZero(int sale) {
        return Double.isNaN(residuals[sale]) ? 0 : Math.max(-1, Math.min(1, residuals[sale]));
    }

    double ageInYears(int sale, long day) {
        return (day - days[sale]) / DAYS_PER_YEAR;
    }

    /** Of all sales, on whatever day; empty when none lies within reach. */
    public Optional<NearestSale> nearest(double longitude, double latitude) {
        var found = grid.nearest(longitude, latitude, sales.size(), 1, REACH_METRES, new Unlikeness(0, 0, 0, 0, 0));
        return found.size() == 0
                ? Optional.empty()
                : Optional.of(new NearestSale(sales.get(found.sales()[0]), found.metres()[0]));
    }

    /** The street number of the nearest sale, where one lies near enough to stand in the same street; else empty. */
    public Optional<Integer> streetNumber(double longitude, double latitude) {
        return nearest(longitude, latitude)
                .filter(nearest -> nearest.distanceMetres() <= SAME_STREET_METRES)
                .map(nearest -> nearest.sale().streetNumber());
    }

    /** The land registry's terms for a point, taken from the nearest sale; empty when none lies within 500 m: the point is not covered. */
    public Optional<Place> locate(double longitude, double latitude) {
        return nearest(longitude, latitude)
                .filter(nearest -> nearest.distanceMetres() <= COVERED_METRES)
                .map(nearest -> {
                    var place = nearest.sale().place();
                    return new Place(
                            place.department(),
                            place.commune(),
                            nearest.distanceMetres() <= SAME_BUILDING_METRES ? place.parcel() : null,
                            nearest.distanceMetres() <= SAME_STREET_METRES ? place.street() : null);
                });
    }
}
