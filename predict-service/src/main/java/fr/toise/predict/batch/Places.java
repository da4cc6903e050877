package fr.toise.predict.batch;

import fr.toise.service.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;

/** For batches at the same time. No client has more than half of them: who sends little and slowly would keep out all others. */
final class Places {

    private final int all;
    private final int ofOneClient;
    private final Map<String, Integer> taken = new HashMap<>();

    Places(int all) {
        this.all = all;
        this.ofOneClient = Math.max(1, all / 2);
    }

    /** @throws ProblemException 429 when there is none left, or none for this client */
    synchronized void take(String client) {
        if (taken.getOrDefault(client, 0) >= ofOneClient) {
            throw tooMany("One client may send " + ofOneClient + " at a time. Try again when one of yours has ended.");
        }
        if (taken.values().stream().mapToInt(Integer::intValue).sum() >= all) {
            throw tooMany("This service answers " + all + " at a time. Try again when one has ended.");
        }
        taken.merge(client, 1, Integer::sum);
    }

    private static ProblemException tooMany(String detail) {
        return ProblemException.of(429, "too-many-batches", "Too many batches at the same time", detail);
    }

    synchronized void leave(String client) {
        taken.computeIfPresent(client, (its, places) -> places == 1 ? null : places - 1);
    }
}
