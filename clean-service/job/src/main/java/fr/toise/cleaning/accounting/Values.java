package fr.toise.cleaning.accounting;

import fr.toise.contracts.job.DatasetProfile.ValueCount;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often each value occurs; of too many different ones nothing is known. Whether there are too many does not depend on the order
 * in which they come, for what has too many never has fewer again.
 */
final class Values implements Serializable {

    private static final int TOP = 10;

    private final int most;
    private boolean tooMany;
    private final HashMap<String, Long> counts = new HashMap<>();

    /** @param most different values that are counted */
    Values(int most) {
        this.most = most;
    }

    void add(String value) {
        count(value, 1);
    }

    void merge(Values other) {
        if (other.tooMany) {
            giveUp();
        }
        other.counts.forEach(this::count);
    }

    private void count(String value, long number) {
        if (tooMany) {
            return;
        }
        counts.merge(value, number, Long::sum);
        if (counts.size() > most) {
            giveUp();
        }
    }

    private void giveUp() {
        tooMany = true;
        counts.clear();
    }

    /** Empty where there are too many. */
    SortedMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** The ten that occur most; null where there are more different ones than so many. */
    List<ValueCount> top(int mostValues) {
        if (tooMany || counts.size() > mostValues) {
            return null;
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .map(value -> new ValueCount(value.getKey(), value.getValue()))
                .toList();
    }
}
