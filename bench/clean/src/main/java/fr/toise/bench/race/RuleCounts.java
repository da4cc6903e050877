package fr.toise.bench.race;

import fr.toise.contracts.event.Funnel.Dropped;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many sales each rule took: by our report, and by somebody else's count. */
public final class RuleCounts {

    private final Sales sales;

    public RuleCounts(Sales sales) {
        this.sales = sales;
    }

    /**
     * Says which rules differ, and whether none does.
     *
     * @param counted CSV with {@code rule,sales}
     */
    public boolean same(OurJob ours, Path counted, PrintStream out) {
        var reported = ours.report().funnel().dropped().stream()
                .filter(dropped -> dropped.sales() > 0)
                .collect(Collectors.toMap(Dropped::rule, Dropped::sales, Long::sum, TreeMap::new));
        var theirs = sales.counts(counted);
        theirs.values().removeIf(count -> count == 0);
        var rules = new TreeSet<>(reported.keySet());
        rules.addAll(theirs.keySet());
        for (var rule : rules) {
            if (!reported.getOrDefault(rule, 0L).equals(theirs.getOrDefault(rule, 0L))) {
                out.printf(
                        "%s took %,d sales by our report and %,d by DuckDB's count%n",
                        rule, reported.getOrDefault(rule, 0L), theirs.getOrDefault(rule, 0L));
            }
        }
        return reported.equals(theirs);
    }
}
