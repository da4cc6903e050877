package fr.toise.predict.loop;

import fr.toise.contracts.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newest moments of the loop, so many and no more. What is said again, late or out of order changes nothing. */
@ApplicationScoped
class Timeline {

    private record Kept(Moment moment, long sequence) {}

    /**
     * What changed.
     *
     * @param sequence to ask from the next time
     * @param moments  in the order in which they were heard
     */
    record Changes(long sequence, List<Moment> moments) {}

    private final LoopConfig config;
    private final Map<String, Kept> kept = new HashMap<>();
    private long sequence;

    Timeline(LoopConfig config) {
        this.config = config;
    }

    void hear(Event event) {
        Moment.of(event).ifPresent(this::keep);
    }

    private synchronized void keep(Moment moment) {
        var known = kept.get(moment.id());
        if (known != null && !moment.at().isAfter(known.moment().at())) {
            return;
        }
        kept.put(moment.id(), new Kept(moment, ++sequence));
        if (kept.size() > config.moments()) {
            kept.values().stream()
                    .map(Kept::moment)
                    .min(Comparator.comparing(Moment::at))
                    .ifPresent(oldest -> kept.remove(oldest.id()));
        }
    }

    /** @param since what an earlier answer gave; 0 for all there is */
    synchronized Changes changes(long since) {
        return new Changes(
                sequence,
                kept.values().stream()
                        .filter(one -> one.sequence() > since)
                        .sorted(Comparator.comparingLong(Kept::sequence))
                        .map(Kept::moment)
                        .toList());
    }
}
