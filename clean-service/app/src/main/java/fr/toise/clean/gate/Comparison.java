package fr.toise.clean.gate;

import fr.toise.contracts.event.Drift;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a version differs from the one before it. */
final class Comparison {

    private static final int MOST_CATEGORIES = 100;

    private Comparison() {}

    static Drift of(Account before, Account now) {
        return new Drift(
                before.report().version(),
                (double) now.report().funnel().salesKept()
                        / before.report().funnel().salesKept(),
                now.report().medianPricePerSquareMetre() / before.report().medianPricePerSquareMetre(),
                populationStability(before.profile(), now.profile()),
                onlyInFirst(now.profile().categories(), before.profile().categories()),
                onlyInFirst(before.profile().categories(), now.profile().categories()));
    }

    private static SortedMap<String, Double> populationStability(DatasetProfile before, DatasetProfile now) {
        var old = before.columns().stream().collect(Collectors.toMap(ColumnProfile::name, Function.identity()));
        var shifts = new TreeMap<String, Double>();
        for (var column : now.columns()) {
            double shift = old.containsKey(column.name())
                    ? PopulationShift.between(old.get(column.name()), column)
                    : Double.NaN;
            if (!Double.isNaN(shift)) {
                shifts.put(column.name(), shift);
            }
        }
        return shifts;
    }

    private static SortedMap<String, List<String>> onlyInFirst(
            SortedMap<String, SortedMap<String, Long>> one, SortedMap<String, SortedMap<String, Long>> other) {
        var only = new TreeMap<String, List<String>>();
        one.forEach((column, counts) -> {
            SortedMap<String, Long> known = other.getOrDefault(column, new TreeMap<>());
            var values = counts.keySet().stream()
                    .filter(value -> !known.containsKey(value))
                    .sorted()
                    .limit(MOST_CATEGORIES)
                    .toList();
            if (!values.isEmpty()) {
                only.put(column, values);
            }
        });
        return only;
    }
}
