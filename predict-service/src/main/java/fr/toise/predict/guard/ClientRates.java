package fr.toise.predict.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A bucket of tokens for each client, filled evenly over the minute. */
final class ClientRates {

    /** So many clients are remembered: one more than these, and the one that was silent the longest starts anew. */
    private static final int MOST_CLIENTS = 100_000;

    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();
    private final int perMinute;
    private final TimeMeter clock;

    ClientRates(int perMinute) {
        this(perMinute, TimeMeter.SYSTEM_NANOTIME);
    }

    ClientRates(int perMinute, TimeMeter clock) {
        if (perMinute < 1) {
            throw new IllegalArgumentException(
                    "toise.limits.requests-per-minute is " + perMinute + ", expected 1 or more, or nothing");
        }
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** 0 when a client may ask now; otherwise in how many seconds it may. */
    long secondsToWait(String client) {
        var probe = buckets.get(client, key -> bucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
