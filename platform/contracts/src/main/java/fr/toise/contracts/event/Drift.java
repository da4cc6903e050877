package fr.toise.contracts.event;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a dataset version differs from the one before it.
 *
 * @param rowsRatio                      rows now over rows before
 * @param medianPricePerSquareMetreRatio median €/m² now over before
 * @param populationStability            PSI of each numeric column; from 0.1 a shift is worth a look, from 0.25 it is large
 * @param newCategories                  values by column that only the new version has, at most 100 of each
 * @param lostCategories                 values by column that only the version before has, at most 100 of each
 */
public record Drift(
        String previousVersion,
        double rowsRatio,
        double medianPricePerSquareMetreRatio,
        SortedMap<String, Double> populationStability,
        SortedMap<String, List<String>> newCategories,
        SortedMap<String, List<String>> lostCategories) {

    public Drift {
        Objects.requireNonNull(previousVersion, "previousVersion");
        populationStability = sorted(populationStability);
        newCategories = sorted(newCategories);
        lostCategories = sorted(lostCategories);
    }

    private static <T> SortedMap<String, T> sorted(Map<String, T> map) {
        return new TreeMap<>(map == null ? Map.of() : map);
    }
}
