package fr.toise.clean.dataset;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.job.DatasetVersion;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.jboss.logging.Logger;

/**
 * Says of a dataset version what became of it, once in the life of this process. So it is said again after every start, which does no
 * harm, and an event that was lost in a crash is not lost for long.
 */
@ApplicationScoped
public class Announcements {

    private static final Logger LOG = Logger.getLogger(Announcements.class);
    private static final int SECONDS_TO_SEND = 30;

    private final DatasetVersions versions;
    private final Emitter<DatasetCleaned> cleaned;
    private final Emitter<DatasetRejected> rejected;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Announcements(
            DatasetVersions versions,
            @Channel("dataset-cleaned") Emitter<DatasetCleaned> cleaned,
            @Channel("dataset-rejected") Emitter<DatasetRejected> rejected) {
        this.versions = versions;
        this.cleaned = cleaned;
        this.rejected = rejected;
    }

    /** Where it can't be sent, the next call tries again. */
    public void announce(DatasetVersion version) throws InterruptedException {
        if (said.contains(version.name())) {
            return;
        }
        var sent =
                switch (version.state()) {
                    case UNDECIDED -> false;
                    case RELEASED -> send(cleaned, cleaned(version));
                    case REJECTED, REFUSED -> send(rejected, version.rejection());
                };
        if (sent) {
            said.add(version.name());
        }
    }

    /** So that the next outcome of the same version is said as well. */
    public void forget(String dataset, String version) {
        said.remove(dataset + "/" + version);
    }

    private DatasetCleaned cleaned(DatasetVersion version) {
        var report = version.report();
        return new DatasetCleaned(
                version.dataset(),
                version.version(),
                report.snapshot(),
                report.madeUp(),
                versions.store().uri(ObjectLayout.datasetVersion(version.dataset(), version.version()) + Manifest.NAME),
                report.funnel().salesKept(),
                report.funnel(),
                version.decision().drift(),
                version.at());
    }

    private static <E extends Event> boolean send(Emitter<E> emitter, E event) throws InterruptedException {
        try {
            emitter.send(event).toCompletableFuture().get(SECONDS_TO_SEND, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            LOG.warnf(e, "Failed to say that %s; the next look tries again", event);
            return false;
        }
    }
}
