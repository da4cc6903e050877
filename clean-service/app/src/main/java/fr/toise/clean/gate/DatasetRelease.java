package fr.toise.clean.gate;

import fr.toise.clean.dataset.Announcements;
import fr.toise.clean.dataset.DatasetVersions;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.job.DatasetVersion.State;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Takes what a job has left through the gate: write the decision down, move the pointer, announce. May be done again at any point. */
@Startup
@ApplicationScoped
public class DatasetRelease {

    private static final Logger LOG = Logger.getLogger(DatasetRelease.class);

    private final DatasetVersions versions;
    private final Announcements announcements;
    private final Gate gate;
    private final Counter released;
    private final Counter rejected;

    DatasetRelease(DatasetVersions versions, Announcements announcements, GateConfig config, MeterRegistry meters) {
        this.versions = versions;
        this.announcements = announcements;
        this.gate = new Gate(config);
        // there from the start: an increase from nothing to one goes unseen
        this.released = meters.counter("toise.cleaning.datasets", "decision", "released");
        this.rejected = meters.counter("toise.cleaning.datasets", "decision", "rejected");
    }

    /**
     * @param made whatever became of it
     * @param next what those who train are to be pointed to, if it may be trained on
     * @return the version as it is now
     */
    public DatasetVersion release(DatasetVersion made, CurrentDataset next) throws InterruptedException {
        var version = made.state() == State.UNDECIDED ? decided(made) : made;
        if (version.isReleased() && versions.makeCurrent(next)) {
            // also where an earlier version is in use again, or one was let through, of which everything was said
            // before
            announcements.forget(version.dataset(), version.version());
        }
        announcements.announce(version);
        return version;
    }

    private DatasetVersion decided(DatasetVersion version) {
        var before = inUse(version);
        var decision = gate.decide(
                account(version.dataset(), version.version()),
                before.map(current -> account(current.dataset(), current.version()))
                        .orElse(null),
                Instant.now());
        versions.decide(decision);
        (decision.passed() ? released : rejected).increment();
        LOG.infof("%s %s", version.name(), decision.passed() ? "has passed the gate" : "was stopped by the gate");
        return versions.find(version.dataset(), version.version()).orElseThrow();
    }

    /** Versions of other départements or other types can't be compared. One that can't be read can't either, and is not passed over. */
    private Optional<CurrentDataset> inUse(DatasetVersion version) {
        return versions.current(version.dataset())
                .filter(current -> !current.version().equals(version.version()))
                .filter(current ->
                        !versions.objects(current.dataset(), current.version()).isEmpty())
                .filter(current -> version.report()
                        .scope()
                        .equals(versions.read(current.dataset(), current.version(), ObjectLayout.REPORT, Scoped.class)
                                .scope()));
    }

    /** All that is asked of a report of other rules: those of before there was a scope have none. */
    private record Scoped(SalesScope scope) {}

    private Account account(String dataset, String version) {
        return new Account(
                versions.read(dataset, version, ObjectLayout.REPORT, CleaningReport.class),
                versions.read(dataset, version, ObjectLayout.PROFILE, DatasetProfile.class));
    }
}
