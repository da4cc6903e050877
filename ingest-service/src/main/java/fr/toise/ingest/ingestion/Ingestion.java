package fr.toise.ingest.ingestion;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.JobProgress;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.ingestion.SourceChoice.KeepWhatLanded;
import fr.toise.ingest.ingestion.SourceChoice.Take;
import fr.toise.ingest.landing.LandingSettings;
import fr.toise.ingest.landing.Landings;
import fr.toise.ingest.landing.Limits;
import fr.toise.ingest.landing.Outcome;
import fr.toise.ingest.landing.Snapshot;
import fr.toise.ingest.landing.Snapshots;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.Wanted;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.tracing.Tracing;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** One look at the source: what is new there lands and is said. */
@ApplicationScoped
class Ingestion {

    private static final Logger LOG = Logger.getLogger(Ingestion.class);

    private final Snapshots snapshots;
    private final Wanted wanted;
    private final SourceChooser sources;
    private final Landings landings;
    private final Announcer announcer;
    private final ProgressReporter progress;
    private final IngestionMeters meters;
    private final IngestionStatus status;
    private final Tracing tracing;

    Ingestion(
            IngestionConfig config,
            Buckets buckets,
            Announcer announcer,
            ProgressReporter progress,
            IngestionMeters meters,
            IngestionStatus status,
            Tracing tracing,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.snapshots = new Snapshots(buckets.raw());
        this.wanted = new Wanted(config.years(), config.departments().orElse(Set.of()));
        this.sources = new SourceChooser(config, snapshots::newest);
        this.landings = new Landings(snapshots, settings(config, version));
        this.announcer = announcer;
        this.progress = progress;
        this.meters = meters;
        this.status = status;
        this.tracing = tracing;
    }

    private static LandingSettings settings(IngestionConfig config, String version) {
        return new LandingSettings(
                new Limits(
                        config.limits().packedSize().asLongValue(),
                        config.limits().unpackedSize().asLongValue(),
                        config.limits().expansion()),
                config.parallelism(),
                Math.toIntExact(config.partSize().asLongValue()),
                config.fetching().attempts(),
                version);
    }

    /** @return whether another look is worth it before the schedule asks for one */
    boolean look() throws InterruptedException {
        var timer = meters.start();
        status.begun();
        boolean stopgap = false;
        try {
            tidyUp();
            var choice = sources.choose();
            stopgap = choice.isStopgap();
            follow(choice, timer);
            return stopgap;
        } catch (IOException | RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                LOG.info("Was stopped; what has not landed whole is dropped");
                throw new InterruptedException();
            }
            meters.failed(timer, e);
            status.failed(message(e));
            progress.ended(Step.INGEST, "ingestion", State.FAILED, message(e));
            if (e instanceof IOException) {
                LOG.errorf("The look has failed: %s", message(e));
            } else {
                LOG.errorf(e, "The look has failed: %s", message(e));
            }
            return stopgap || !isLasting(e);
        }
    }

    /** What would be the same again costs a download of everything else at each try. */
    static boolean isLasting(Exception failure) {
        return failure instanceof SourceException known && known.isLasting();
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void tidyUp() {
        snapshots.createBucketIfMissing();
        for (var dataset : List.of(SalesSource.REAL, SalesSource.MADE_UP)) {
            snapshots.removeLeftovers(dataset);
        }
    }

    private void follow(SourceChoice choice, Timer.Sample timer) throws IOException, InterruptedException {
        if (choice.isStopgap()) {
            meters.unreachable();
        }
        if (choice instanceof KeepWhatLanded keep) {
            status.source(keep.description());
            announce(keep.snapshot());
            meters.kept(timer);
            end(State.UNCHANGED, keep.snapshot(), keep.remark());
        } else if (choice instanceof Take take) {
            if (take.isStopgap()) {
                LOG.warn(take.remark());
            }
            try (var step =
                    tracing.first("ingest").with("toise.source", take.source().description())) {
                take(take, timer);
            }
        }
    }

    private void take(Take take, Timer.Sample timer) throws IOException, InterruptedException {
        var source = take.source();
        status.source(source.description());
        LOG.infof("Looks at %s for %s", source.description(), wanted.years());
        var remark = take.remark().isEmpty() ? "" : take.remark() + ". ";
        var files = source.files(wanted);
        var message = remark + "Lands " + files.size() + " files of " + source.description();
        status.landing(message);
        var outcome = landings.land(source, files, (snapshot, done, total) -> {
            progress.running(Step.INGEST, snapshot, new JobProgress(done, total, "bytes", message));
        });
        announce(outcome.snapshot());
        meters.ended(timer, outcome);
        end(state(outcome), outcome.snapshot(), remark + message(outcome, source));
    }

    /** Also what was not said because the service was killed just before. */
    private void announce(Snapshot snapshot) throws InterruptedException {
        var unsaid = snapshots.unannounced(snapshot);
        if (unsaid.isPresent()) {
            announcer.say(unsaid.get());
            snapshots.announced(snapshot);
        }
    }

    private void end(State state, Snapshot snapshot, String message) {
        LOG.info(message);
        status.ended(state, snapshot.name(), message);
        progress.ended(Step.INGEST, snapshot.name(), state, message);
    }

    private static State state(Outcome outcome) {
        return outcome instanceof Outcome.Landed || outcome instanceof Outcome.Returned
                ? State.SUCCEEDED
                : State.UNCHANGED;
    }

    private static String message(Outcome outcome, SalesSource source) {
        var name = outcome.snapshot().name();
        if (outcome instanceof Outcome.Landed landed) {
            return "Landed %s: %d files, %.1f MB; %d of them were unchanged and copied"
                    .formatted(name, landed.downloaded() + landed.copied(), landed.bytes() / 1e6, landed.copied());
        } else if (outcome instanceof Outcome.Returned) {
            return source.description() + " is again what it was as " + name + ", which is the newest now";
        } else if (outcome instanceof Outcome.SameContents) {
            return source.description() + " gives other dates but the same sales as " + name + ": no new snapshot";
        }
        return "Nothing has changed at " + source.description() + " since " + name + ": no new snapshot";
    }
}
