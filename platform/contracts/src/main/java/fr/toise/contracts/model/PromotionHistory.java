package fr.toise.contracts.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was ever live: what {@code champion.json} was, each time it was changed.
 *
 * @param promotions oldest first
 */
public record PromotionHistory(List<Champion> promotions) {

    public PromotionHistory {
        promotions = List.copyOf(promotions);
    }

    /** What was live last; empty before the first promotion. */
    public Optional<Champion> last() {
        return promotions.isEmpty() ? Optional.empty() : Optional.of(promotions.get(promotions.size() - 1));
    }

    /** What was live before, each version once, the last one first. A version that was itself rolled back from is never among them. */
    public List<Champion> before(Champion live) {
        var line = new ArrayList<Champion>();
        promotions.forEach(champion -> append(champion, line));
        if (!promotions.contains(live)) {
            // a crash has kept it from being written down
            append(live, line);
        }
        var before = new LinkedHashMap<String, Champion>();
        for (int i = lastOf(live.version(), line) - 1; i >= 0; i--) {
            before.putIfAbsent(line.get(i).version(), line.get(i));
        }
        before.remove(live.version());
        return List.copyOf(before.values());
    }

    /** Going back takes what came after out of the line, also where it had been live before that. */
    private static void append(Champion champion, List<Champion> line) {
        int before = lastOf(champion.version(), line);
        if (champion.cause() == Champion.Cause.ROLLBACK && before >= 0) {
            var after = versions(line.subList(before + 1, line.size()));
            line.removeIf(earlier -> after.contains(earlier.version()));
        } else {
            line.add(champion);
        }
    }

    private static int lastOf(String version, List<Champion> line) {
        return versions(line).lastIndexOf(version);
    }

    private static List<String> versions(List<Champion> line) {
        return line.stream().map(Champion::version).toList();
    }
}
