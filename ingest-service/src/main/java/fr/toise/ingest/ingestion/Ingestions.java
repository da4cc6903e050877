package fr.toise.ingest.ingestion;

import fr.toise.service.work.WorkLoop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;

/** When the source is looked at: at start, on schedule, when somebody asks, and again where that may help. One look at a time. */
@ApplicationScoped
class Ingestions {

    private final IngestionConfig config;
    private final WorkLoop loop;
    private int failures;
    private Instant repeatAt = Instant.MAX;

    Ingestions(IngestionConfig config, Ingestion ingestion) {
        this.config = config;
        this.loop = new WorkLoop("ingestion", () -> planRepeat(ingestion.look()));
    }

    void onStart(@Observes StartupEvent started) {
        if (config.atStart()) {
            loop.nudge();
        }
    }

    @Scheduled(cron = "${toise.ingestion.schedule}")
    void onSchedule() {
        loop.nudge();
    }

    @Scheduled(every = "10s")
    synchronized void repeatFailed() {
        if (Instant.now().isAfter(repeatAt)) {
            repeatAt = Instant.MAX;
            loop.nudge();
        }
    }

    private synchronized void planRepeat(boolean worthIt) {
        if (worthIt) {
            repeatAt = Instant.now().plus(pauseAfter(failures));
            failures++;
        } else {
            repeatAt = Instant.MAX;
            failures = 0;
        }
    }

    private Duration pauseAfter(int earlierFailures) {
        var longest = config.retryFailed().longestPause();
        var doubled = config.retryFailed().firstPause().multipliedBy(1L << Math.min(earlierFailures, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** @return false when one is under way already */
    synchronized boolean start() {
        if (loop.busy()) {
            return false;
        }
        loop.nudge();
        return true;
    }

    boolean busy() {
        return loop.busy();
    }

    long looks() {
        return loop.looks();
    }

    void onStop(@Observes ShutdownEvent stopping) {
        loop.close();
    }
}
