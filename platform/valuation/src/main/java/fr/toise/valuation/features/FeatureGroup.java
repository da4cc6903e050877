package fr.toise.valuation.features;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Features that belong together: they are told to the network, or left out, as one. What a service may be told to leave out stands in its
 * {@code TrainingConfig}, too.
 */
public enum FeatureGroup {
    SIZE,
    ROOMS,
    CARREZ,
    OUTBUILDINGS,
    POSITION,
    BUILDING,
    STREET,
    SECTION,
    COMMUNE,
    NEIGHBOURS;

    /**
     * @param name in any case
     * @throws IllegalArgumentException naming the groups there are
     */
    public static FeatureGroup of(String name) {
        return Arrays.stream(values())
                .filter(group -> group.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no group of features '" + name
                        + "'; expected one of " + List.of(values()).toString().toLowerCase(Locale.ROOT)));
    }
}
