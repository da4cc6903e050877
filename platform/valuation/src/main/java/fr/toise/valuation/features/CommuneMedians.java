package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Median €/m² of a commune as of a day: what anybody could look up, and so the least that a model has to beat. */
final class CommuneMedians {

    private static final int WINDOW_DAYS = 182;
    private static final int FEWEST_SALES = 20;

    private final Map<String, List<Sale>> byCommune = new HashMap<>();

    /** @param sales in order of date */
    CommuneMedians(List<Sale> sales) {
        sales.forEach(sale -> byCommune
                .computeIfAbsent(sale.commune(), commune -> new ArrayList<>())
                .add(sale));
    }

    /** Of the window strictly before the day, or of the last few sales where the window holds fewer; empty when there are none. */
    OptionalDouble before(String commune, long day) {
        var prices = new ArrayList<Double>();
        var sales = byCommune.getOrDefault(commune, List.of());
        for (int i = Chronology.countBefore(
                                sales.size(), at -> sales.get(at).saleDate().toEpochDay(), day)
                        - 1;
                i >= 0;
                i--) {
            var sale = sales.get(i);
            if (sale.saleDate().toEpochDay() < day - WINDOW_DAYS && prices.size() >= FEWEST_SALES) {
                break;
            }
            prices.add(sale.pricePerSquareMetre());
        }
        if (prices.isEmpty()) {
            return OptionalDouble.empty();
        }
        prices.sort(null);
        int middle = prices.size() / 2;
        return OptionalDouble.of(
                prices.size() % 2 == 1 ? prices.get(middle) : (prices.get(middle - 1) + prices.get(middle)) / 2);
    }
}
