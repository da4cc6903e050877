package fr.toise.contracts.job;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which sales a dataset version is about; two versions can be compared only where it is the same.
 *
 * @param departments codes to keep, {@code 75} or {@code 2A}, sorted; empty keeps the whole country
 * @param types       what a sale has to be of, one of it and of nothing else; sorted, not empty
 */
public record SalesScope(List<String> departments, List<PropertyType> types) {

    /** Départements whose sales are not published: in the first three the land registry is another one. */
    public static final Set<String> UNPUBLISHED = Set.of("57", "67", "68", "976");

    public SalesScope {
        departments = departments.stream().sorted().distinct().toList();
        types = types.stream().filter(Objects::nonNull).sorted().distinct().toList();
        if (types.isEmpty()) {
            throw new IllegalArgumentException("No property type is asked for; expected FLAT, HOUSE or both");
        }
    }
}
