package fr.toise.train.registry;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.train.gate.Gate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

/** Takes a whole bundle through the gate: decide, move the pointer, write the decision down, announce. May be done again at any point. */
@ApplicationScoped
public class ModelRelease {

    private static final Logger LOG = Logger.getLogger(ModelRelease.class);

    private static final long SENDING_SECONDS = 30;

    private final ModelRegistry registry;
    private final Promotions promotions;
    private final Gate gate;
    private final Emitter<ModelTrained> trained;
    private final Emitter<ModelPromoted> promoted;

    ModelRelease(
            ModelRegistry registry,
            Promotions promotions,
            Gate gate,
            @Channel("model-trained") Emitter<ModelTrained> trained,
            @Channel("model-promoted") Emitter<ModelPromoted> promoted) {
        this.registry = registry;
        this.promotions = promotions;
        this.gate = gate;
        this.trained = trained;
        this.promoted = promoted;
    }

    /** @return empty where it was compared with a model that is live no more: it is removed, and the next look trains it anew */
    public Optional<GateDecision> release(TrainingReport report) {
        var current = registry.versionedChampion();
        var champion = current.map(versioned -> versioned.value()).orElse(null);
        if (champion != null && champion.version().equals(report.version())) {
            // an earlier attempt got as far as moving the pointer
            promotions.record(champion);
            return Optional.of(
                    announce(report, gate.decide(report, null).because(List.of(champion.reason())), champion));
        }
        if (promotions.wasLive(report.version())) {
            // an earlier attempt got as far as moving the pointer, and somebody has moved it since
            return Optional.of(announce(
                    report,
                    gate.decide(report, null).because(List.of("It was live, and another was put in its place since")),
                    null));
        }
        if (!gate.canDecide(report, champion)) {
            LOG.infof(
                    "Model %s is trained anew: it was compared with %s, and %s is live by now",
                    report.version(), report.championVersion(), champion.version());
            registry.remove(report.version());
            return Optional.empty();
        }
        var decision = gate.decide(report, champion);
        if (!decision.promoted()) {
            return Optional.of(announce(report, decision, null));
        }
        var next = new Champion(
                report.model(),
                report.version(),
                champion == null ? null : champion.version(),
                report.madeUp(),
                String.join(". ", decision.reasons()),
                after(champion));
        if (!registry.promote(next, current)) {
            throw new IllegalStateException("The live model was changed while " + report.version()
                    + " was being released; the next look holds it against the one that is live then");
        }
        return Optional.of(announce(report, decision, next));
    }

    /**
     * As precise as the name under which it is written down, and later than what is live, whatever the clock says: promotions are put in order by it.
     *
     * @param live null where nothing is
     */
    static Instant after(Champion live) {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return live == null || now.isAfter(live.promotedAt())
                ? now
                : live.promotedAt().plusMillis(1);
    }

    /** Says it before writing it down: what is written down is not said again. */
    private GateDecision announce(TrainingReport report, GateDecision decision, Champion live) {
        said(trained.send(new ModelTrained(
                report.model(),
                report.version(),
                report.dataset(),
                report.datasetVersion(),
                report.madeUp(),
                report.measures(),
                report.baselines(),
                decision,
                report.trainedAt())));
        if (live != null) {
            say(live);
        }
        registry.decide(report.version(), decision);
        LOG.infof(
                "Model %s %s: %s",
                report.version(),
                live != null ? "is live" : decision.promoted() ? "was live" : "was refused",
                String.join(". ", decision.reasons()));
        return decision;
    }

    /** Says which version is live now. */
    void say(Champion live) {
        said(promoted.send(new ModelPromoted(
                live.model(),
                live.version(),
                live.previousVersion(),
                registry.store().uri(ObjectLayout.modelVersion(live.model(), live.version()) + Manifest.NAME),
                live.madeUp(),
                live.reason(),
                live.promotedAt())));
    }

    private static void said(CompletionStage<Void> sending) {
        try {
            sending.toCompletableFuture().get(SENDING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while saying what became of a model; the next start says it", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Failed to say what became of a model; the next look tries again", e);
        }
    }
}
