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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/** The model that {@code champion.json} points to, as soon as it has proved itself; until then the one before. */
@ApplicationScoped
public class LiveModel {

    private static final Logger LOG = Logger.getLogger(LiveModel.class);

    /** What was tried: another promotion or another upload is worth another try, the same is not. */
    private record Attempt(String championETag, Optional<Manifest> manifest) {}

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
    private Attempt refused;

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
        var reason = unreachable != null
                ? "The model bucket can't be read: " + unreachable + ". The next look tries again."
                : lastRefused == null
                        ? "Nothing was promoted yet as model " + config.model()
                                + ". The first training run does so: ./toise status says how far it is, and"
                                + " ./toise ingest, or POST /api/v1/ingestions on ingest-service, starts one."
                        : "What was promoted as model " + config.model() + " was refused: " + lastRefused.reason()
                                + ". Make another version live with ./toise models promote, or mend this one.";
        return ProblemException.of(503, "no-model", "No model is live", reason);
    }

    public boolean isLive() {
        return live != null;
    }

    /** The newest refusal since the start; null when there was none. */
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
            var champion = bundles.champion(config.model());
            if (champion.isPresent() && !isLive(champion.get().value().version())) {
                consider(champion.get().value(), champion.get().eTag());
            }
            unreachable = null;
        } catch (RefusedBundleException e) {
            unreachable = null;
            refuseChampion(e.getMessage());
        } catch (SdkException | UncheckedIOException e) {
            unreachable = e.getMessage();
            LOG.warnf(
                    "Failed to fetch model %s from the model bucket, the next look tries again: %s",
                    config.model(), e.getMessage());
        }
    }

    private boolean isLive(String version) {
        var current = live;
        return current != null && current.version().equals(version);
    }

    private void consider(Champion champion, String eTag) {
        var attempt = new Attempt(eTag, Optional.empty());
        Loaded next;
        try {
            attempt = new Attempt(eTag, bundles.manifest(champion));
            if (attempt.equals(refused)) {
                return;
            }
            var manifest = attempt.manifest()
                    .orElseThrow(() -> new RefusedBundleException(
                            "It has no " + Manifest.NAME + ": it was removed, or is not whole yet"));
            next = load(champion, manifest);
        } catch (RefusedBundleException e) {
            refuse(attempt, champion, e.getMessage());
            return;
        } catch (SdkException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            // whatever it is, the same bundle would fail the same way at every look
            LOG.errorf(e, "Failed to load model %s %s", config.model(), champion.version());
            refuse(attempt, champion, "It can't be loaded: " + e);
            return;
        }
        swap(next, champion);
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

    private void refuse(Attempt attempt, Champion champion, String reason) {
        if (!attempt.equals(refused)) {
            refused = attempt;
            refuse(champion.version(), reason);
            progress.ended(Step.PREDICT, champion.version(), State.REFUSED, reason);
        }
    }

    private void swap(Loaded loaded, Champion champion) {
        boolean first = live == null;
        var next = loaded.model();
        live = next;
        loadedIn.set(loaded.in());
        if (!first) {
            metrics.swapped(Duration.between(champion.promotedAt(), Instant.now()));
        }
        var version = next.version();
        metrics.live(next);
        LOG.infof("Model %s %s is live", config.model(), version);
        progress.ended(Step.PREDICT, version, State.SUCCEEDED, "model " + version + " is live");
    }

    private void refuseChampion(String reason) {
        if (lastRefused == null || !lastRefused.equals(new Refusal(null, reason, lastRefused.at()))) {
            refuse(null, reason);
        }
    }

    private void refuse(String version, String reason) {
        lastRefused = new Refusal(version, reason, Instant.now());
        metrics.refused();
        LOG.errorf(
                "Refused model %s %s: %s. %s",
                config.model(), version, reason, live == null ? "No model is live." : live.version() + " stays live.");
    }

    @PreDestroy
    void stop() {
        loop.close();
    }
}
