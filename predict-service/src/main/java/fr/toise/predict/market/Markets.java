package fr.toise.predict.market;

import fr.toise.predict.market.Market.Quarter;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Medians by quarter of every commune in the sales. Immutable once built. */
public final class Markets {

    /** Fewer say more of single flats than of a market, to those who look at prices and to those who look for people. */
    private static final int FEWEST_SALES = 11;

    private record Median(Long price, int sales) {}

    private record Commune(String name, String department, TreeMap<String, Median> quarters) {}

    private final Map<String, Commune> communes = new HashMap<>();
    private final Map<String, TreeMap<String, Median>> departments = new HashMap<>();

    /** @param sales in order of date */
    public Markets(List<Sale> sales) {
        var byCommune = new HashMap<String, TreeMap<String, List<Double>>>();
        var byDepartment = new HashMap<String, TreeMap<String, List<Double>>>();
        var newest = new HashMap<String, Sale>();
        for (var sale : sales) {
            var quarter = quarter(sale.saleDate());
            add(byCommune, sale.commune(), quarter, sale);
            add(byDepartment, sale.department(), quarter, sale);
            newest.put(sale.commune(), sale);
        }
        byDepartment.forEach((code, quarters) -> departments.put(code, medians(quarters)));
        byCommune.forEach((code, quarters) -> communes.put(
                code,
                new Commune(
                        Objects.requireNonNullElse(newest.get(code).communeName(), code),
                        newest.get(code).department(),
                        medians(quarters))));
    }

    private static String quarter(LocalDate date) {
        return date.getYear() + "-Q" + date.get(IsoFields.QUARTER_OF_YEAR);
    }

    private static void add(
            Map<String, TreeMap<String, List<Double>>> prices, String place, String quarter, Sale sale) {
        prices.computeIfAbsent(place, key -> new TreeMap<>())
                .computeIfAbsent(quarter, key -> new ArrayList<>())
                .add(sale.pricePerSquareMetre());
    }

    private static TreeMap<String, Median> medians(TreeMap<String, List<Double>> quarters) {
        var medians = new TreeMap<String, Median>();
        quarters.forEach((quarter, prices) -> medians.put(quarter, new Median(median(prices), prices.size())));
        return medians;
    }

    private static Long median(List<Double> prices) {
        if (prices.size() < FEWEST_SALES) {
            return null;
        }
        Collections.sort(prices);
        int middle = prices.size() / 2;
        return Math.round(
                prices.size() % 2 == 1 ? prices.get(middle) : (prices.get(middle - 1) + prices.get(middle)) / 2);
    }

    /** Codes of the départements with sales. */
    public Set<String> departments() {
        return new TreeSet<>(departments.keySet());
    }

    /** The name of a commune as the sales spell it, or its code where there are none. */
    public String communeName(String code) {
        var commune = communes.get(code);
        return commune == null ? code : commune.name();
    }

    /** Empty where nothing was sold. */
    Optional<Market> market(String code, boolean madeUp) {
        return Optional.ofNullable(communes.get(code)).map(commune -> {
            var around = departments.get(commune.department());
            var quarters = around.entrySet().stream()
                    .map(entry -> quarter(entry.getKey(), commune.quarters().get(entry.getKey()), entry.getValue()))
                    .toList();
            return new Market(code, commune.name(), commune.department(), madeUp, quarters);
        });
    }

    private static Quarter quarter(String name, Median here, Median around) {
        return new Quarter(name, here == null ? null : here.price(), here == null ? 0 : here.sales(), around.price());
    }
}
