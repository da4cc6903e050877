package fr.toise.ingest.source;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The official site's folders, wherever they are: {@code <year>/full.csv.gz} and {@code <year>/departements/<number>.csv.gz}. */
final class Tree {

    private static final String WHOLE = "full.csv.gz";
    private static final String DEPARTMENTS = "departements";

    /** Names of what is directly in a folder; the folder itself is empty or ends with a slash. */
    @FunctionalInterface
    interface Lister {
        Set<String> names(String folder) throws IOException;
    }

    /** @param path inside the tree */
    record Leaf(String path, String name) {}

    private final String description;
    private final Lister lister;

    Tree(String description, Lister lister) {
        this.description = description;
        this.lister = lister;
    }

    List<Leaf> select(Wanted wanted) throws IOException {
        var found = lister.names("");
        var leaves = new ArrayList<Leaf>();
        for (int year : years(found)) {
            if (wanted.years().contains(year)) {
                leaves.addAll(ofYear(year, wanted.departments()));
            }
        }
        if (leaves.isEmpty()) {
            throw new SourceException(
                    Reason.NOT_FOUND,
                    "No sales of " + wanted.years() + " at " + description
                            + ": expected folders named after years with full.csv.gz in them, found " + some(found));
        }
        return leaves;
    }

    private static Set<Integer> years(Set<String> names) {
        return names.stream()
                .filter(name -> name.matches("\\d{4}"))
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String some(Set<String> names) {
        return names.isEmpty()
                ? "nothing"
                : names.stream().sorted().limit(20).toList().toString();
    }

    private List<Leaf> ofYear(int year, Set<String> departments) throws IOException {
        var folder = year + "/";
        var names = lister.names(folder);
        var parts = names.contains(DEPARTMENTS) ? departmentFiles(year, departments) : Optional.<List<Leaf>>empty();
        if (parts.isPresent()) {
            return parts.get();
        }
        if (names.contains(WHOLE)) {
            return List.of(new Leaf(folder + WHOLE, year + "-full.csv"));
        }
        // passed over, the year would be missing from all that is made of the others
        throw new SourceException(
                Reason.NOT_FOUND,
                "No sales of " + year + " at " + description + ": expected " + WHOLE + " in its folder, found "
                        + some(names) + "; toise.ingestion.years says which years are taken");
    }

    /** Empty unless all of them are there. */
    private Optional<List<Leaf>> departmentFiles(int year, Set<String> departments) throws IOException {
        if (departments.isEmpty()) {
            return Optional.empty();
        }
        var folder = year + "/" + DEPARTMENTS + "/";
        var names = lister.names(folder);
        if (!departments.stream().allMatch(department -> names.contains(department + ".csv.gz"))) {
            return Optional.empty();
        }
        return Optional.of(departments.stream()
                .map(department -> new Leaf(folder + department + ".csv.gz", year + "-" + department + ".csv"))
                .toList());
    }
}
