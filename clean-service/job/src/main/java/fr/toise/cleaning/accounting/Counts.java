package fr.toise.cleaning.accounting;

import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many lines and sales each rule took, and how many were kept. */
final class Counts implements Serializable {

    private static final class Taken implements Serializable {
        long lines;
        long sales;
    }

    private final Map<String, Taken> taken = new HashMap<>();
    private long keptLines;
    private long keptSales;

    void dropped(String rule, long lines, long sales) {
        var counted = taken.computeIfAbsent(rule, none -> new Taken());
        counted.lines += lines;
        counted.sales += sales;
    }

    void kept(long lines) {
        keptLines += lines;
        keptSales++;
    }

    void merge(Counts other) {
        other.taken.forEach((rule, more) -> dropped(rule, more.lines, more.sales));
        keptLines += other.keptLines;
        keptSales += other.keptSales;
    }

    long lines(String rule) {
        var counted = taken.get(rule);
        return counted == null ? 0 : counted.lines;
    }

    /** @param rules all there are, in the order in which they were applied */
    Funnel funnel(Collection<String> rules) {
        var dropped = rules.stream()
                .map(rule -> {
                    var counted = taken.getOrDefault(rule, new Taken());
                    return new Dropped(rule, counted.lines, counted.sales);
                })
                .toList();
        return new Funnel(
                keptLines + dropped.stream().mapToLong(Dropped::lines).sum(),
                keptSales + dropped.stream().mapToLong(Dropped::sales).sum(),
                keptSales,
                dropped);
    }
}
