package fr.toise.predict.live;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.TraceParent;
import fr.toise.service.problem.ProblemException;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.tracing.TracedStep;
import fr.toise.service.tracing.Tracing;
import fr.toise.service.work.WorkLoop;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The model that {@code champion.json} points to, as soon as it has proved itself; until then the one before. After a start that is the last one
 * that was live before it and still proves itself.
 */
@ApplicationScoped
public class LiveModel {

    private static final Logger LOG = Logger.getLogger(LiveModel.class);

    /** What was tried: another promotion or another upload is worth another try, the same is not. */
    private record Attempt(String championETag, Optional<Manifest> manifest, Set<S3Object> objects) {}

    private record Refused(Attempt attempt, Refusal refusal) {}

    private final ServingConfig config;
    private final BundleLoader bundles;
    private final ProgressReporter progress;
    private final LiveModelMetrics metrics;
    private final Tracing tracing;
    private final WorkLoop loop;

    private volatile LoadedModel live;
    private volatile Refusal lastRefused;
    /** Why the last look saw nothing; null when it did. */
    private volatile String unreachable;

    private final AtomicReference<TraceParent> loadedIn = new AtomicReference<>();
    /** By version. */
    private final Map<String, Refused> refused = new HashMap<>();

    private boolean standsIn;

    LiveModel(
            ServingConfig config,
            Buckets buckets,
            ProgressReporter progress,
            LiveModelMetrics metrics,
            Tracing tracing) {
        this.config = config;
        this.bundles = new BundleLoader(
                buckets.model(), config.folder().orElse(Path.of(System.getProperty("java.io.tmpdir"))));
        this.progress = progress;
        this.metrics = metrics;
        this.tracing = tracing;
        this.loop = new WorkLoop("live-model", this::look);
    }

    /** Before the others: the model is what readiness waits for longest. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent started) {
        bundles.sweep();
        nudge();
    }

    @Scheduled(every = "${toise.serving.look-every}")
    void lookNowAndThen() {
        nudge();
    }

    /** Asks for a look at {@code champion.json}; returns at once. */
    public void nudge() {
        loop.nudge();
    }

    /** Empty before the first model is live. Whoever has got it can use it for as long as they like, whatever is promoted meanwhile. */
    public Optional<LoadedModel> current() {
        return Optional.ofNullable(live);
    }

    /** @throws ProblemException 503 before the first model is live */
    public LoadedModel currentOrProblem() {
        return current().orElseThrow(this::noModel);
    }

    private ProblemException noModel() {
        // both may change meanwhile
        var notReached = unreachable;
        var notServed = lastRefused;
        var reason = notReached != null
                ? "The model bucket can't be read: " + notReached + ". The next look tries again."
                : notServed == null
                        ? "Nothing was promoted yet as model " + config.model()
                                + ". The first training run does so: ./toise status says how far it is, and"
                                + " ./toise ingest, or POST /api/v1/ingestions on ingest-service, starts one."
                        : "What was promoted as model " + config.model() + " was refused: " + notServed.reason()
                                + ". Make another version live with ./toise models promote, or mend this one.";
        return ProblemException.of(503, "no-model", "No model is live", reason);
    }

    public boolean isLive() {
        return live != null;
    }

    /** The newest refusal since the start; null when there was none, or what was refused is served by now. */
    public Refusal lastRefused() {
        return lastRefused;
    }

    /** Why the last look at the model bucket saw nothing; null when it did. */
    String unreachable() {
        return unreachable;
    }

    /** The step that the live model was loaded in, to the first who asks; to all others, and where nothing is traced, nothing. */
    public Optional<TraceParent> takeLoadedIn() {
        return loadedIn.get() == null ? Optional.empty() : Optional.ofNullable(loadedIn.getAndSet(null));
    }

    private void look() {
        try {
            lookAtChampion();
            unreachable = null;
        } catch (SdkException | UncheckedIOException e) {
            unreachable = e.getMessage();
            LOG.warnf(
                    "Failed to fetch model %s from the model bucket, the next look tries again: %s",
                    config.model(), e.getMessage());
        }
    }

    private void lookAtChampion() {
        try {
            var promoted = bundles.champion(config.model());
            boolean behind = false;
            if (promoted.isPresent()) {
                var champion = promoted.get().value();
                if (!isLive(champion.version())) {
                    consider(champion, promoted.get().eTag());
                }
                behind = !isLive(champion.version());
                if (!behind) {
                    forgetRefusalOf(champion.version());
                }
            }
            metrics.behind(behind);
        } catch (RefusedBundleException e) {
            metrics.behind(true);
            refuseChampion(e.getMessage());
            if (live == null) {
                standIn(bundles.last(config.model()), null, "what champion.json names, which can't be read");
            }
        }
    }

    private boolean isLive(String version) {
        var current = live;
        return current != null && current.version().equals(version);
    }

    private void consider(Champion champion, String eTag) {
        var wanted = proved(champion, eTag);
        if (wanted.isPresent()) {
            swap(wanted.get(), champion, "is live");
            return;
        }
        lastRefused = refused.get(champion.version()).refusal();
        if (live == null) {
            standIn(bundles.before(champion), eTag, champion.version() + ", which was refused");
        }
    }

    /**
     * Nothing is served yet: the last that was live before is better than no answer, and the wanted one takes its place once it is mended.
     *
     * @param eTag null where {@code champion.json} can't be read
     */
    private void standIn(List<Champion> earlier, String eTag, String wanted) {
        for (var champion : earlier) {
            var standIn = proved(champion, eTag);
            if (standIn.isPresent()) {
                swap(standIn.get(), champion, "is live in the place of " + wanted);
                standsIn = true;
                return;
            }
        }
    }

    /** Empty where it does not prove itself, or did not and nothing of it has changed since. */
    private Optional<Loaded> proved(Champion champion, String eTag) {
        var attempt = new Attempt(eTag, Optional.empty(), Set.of());
        try {
            var manifest = bundles.manifest(champion)
                    .orElseThrow(() -> new RefusedBundleException(
                            "It has no " + Manifest.NAME + ": it was removed, or is not whole yet"));
            attempt = new Attempt(eTag, Optional.of(manifest), bundles.objects(champion, manifest));
            return wasRefused(attempt, champion) ? Optional.empty() : Optional.of(load(champion, manifest));
        } catch (RefusedBundleException e) {
            refuse(attempt, champion, e.getMessage());
        } catch (SdkException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // whatever it is, the same bundle would fail the same way at every look
            LOG.errorf(e, "Failed to load model %s %s", config.model(), champion.version());
            refuse(attempt, champion, "It can't be loaded: " + e);
        }
        return Optional.empty();
    }

    /** @param in null where nothing is traced */
    private record Loaded(LoadedModel model, TraceParent in) {}

    private Loaded load(Champion champion, Manifest manifest) throws RefusedBundleException {
        try (var step = tracing.after("load model", bundles.madeIn(champion, tracing))
                .with("toise.model", champion.model() + "/" + champion.version())) {
            return new Loaded(
                    bundles.load(champion, manifest), TracedStep.here().orElse(null));
        }
    }

    private boolean wasRefused(Attempt attempt, Champion champion) {
        var before = refused.get(champion.version());
        return before != null && before.attempt().equals(attempt);
    }

    private void refuse(Attempt attempt, Champion champion, String reason) {
        if (!wasRefused(attempt, champion)) {
            refused.put(champion.version(), new Refused(attempt, refuse(champion.version(), reason)));
            progress.ended(Step.PREDICT, champion.version(), State.REFUSED, reason);
        }
    }

    private void swap(Loaded loaded, Champion champion, String what) {
        // what takes the place of a stand-in may have been promoted long before the start
        boolean first = live == null || standsIn;
        standsIn = false;
        var next = loaded.model();
        live = next;
        loadedIn.set(loaded.in());
        if (!first) {
            metrics.swapped(Duration.between(champion.promotedAt(), Instant.now()));
        }
        var version = next.version();
        metrics.live(next);
        LOG.infof("Model %s %s %s", config.model(), version, what);
        progress.ended(Step.PREDICT, version, State.SUCCEEDED, "model " + version + " " + what);
    }

    private void refuseChampion(String reason) {
        if (lastRefused == null || !lastRefused.equals(new Refusal(null, reason, lastRefused.at()))) {
            lastRefused = refuse(null, reason);
        }
    }

    /** What was mended, be it the pointer, is not said to be refused while it is served. */
    private void forgetRefusalOf(String version) {
        if (lastRefused != null
                && (lastRefused.version() == null || lastRefused.version().equals(version))) {
            lastRefused = null;
        }
    }

    private Refusal refuse(String version, String reason) {
        metrics.refused();
        LOG.errorf(
                "Refused model %s %s: %s. %s",
                config.model(), version, reason, live == null ? "No model is live." : live.version() + " stays live.");
        return new Refusal(version, reason, Instant.now());
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
