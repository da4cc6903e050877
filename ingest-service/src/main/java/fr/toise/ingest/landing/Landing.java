package fr.toise.ingest.landing;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.SourceFile;
import fr.toise.objectstore.Digested;
import fr.toise.objectstore.ObjectStore;
import fr.toise.objectstore.Publication;
import fr.toise.service.tracing.TracedStep;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A snapshot in the making: committed, or removed again when it is closed. */
final class Landing implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Landing.class);

    private final Snapshots snapshots;
    private final ObjectStore store;
    private final LandingSettings settings;
    private final SalesSource source;
    private final String id;
    private final String prefix;
    private final Optional<Snapshot> previous;
    private final Optional<Sighting> previousSighting;
    private final LandingProgress progress;
    private final Publication publication;
    private final ExecutorService workers;
    private final List<LandedFile> landed = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();
    private final AtomicInteger downloaded = new AtomicInteger();
    private final AtomicInteger copied = new AtomicInteger();
    private volatile long total;

    Landing(
            Snapshots snapshots,
            LandingSettings settings,
            SalesSource source,
            String id,
            Optional<Snapshot> previous,
            LandingProgress progress) {
        this.snapshots = snapshots;
        this.store = snapshots.store();
        this.settings = settings;
        this.source = source;
        this.id = id;
        this.prefix = ObjectLayout.snapshot(source.dataset(), id);
        this.previous = previous;
        this.previousSighting = previous.flatMap(snapshots::sighting);
        this.progress = progress;
        this.publication = store.publish(prefix);
        var number = new AtomicInteger();
        this.workers = Executors.newFixedThreadPool(
                settings.parallelism(), work -> new Thread(work, "landing-" + number.incrementAndGet()));
    }

    /** All of them, or an exception for the first one that fails. */
    void land(List<SourceFile> files) throws IOException {
        total = bytesToRead(files);
        read(0);
        var running = new ExecutorCompletionService<LandedFile>(workers);
        files.forEach(file -> running.submit(() -> land(file)));
        try {
            for (int i = 0; i < files.size(); i++) {
                landed.add(running.take().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while landing " + store.uri(prefix));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(
                    "Failed to land " + store.uri(prefix) + ": " + e.getCause().getMessage(), e.getCause());
        }
        landed.sort((one, other) -> one.uri().compareTo(other.uri()));
    }

    private long bytesToRead(List<SourceFile> files) {
        var toRead =
                files.stream().filter(file -> previousObject(file).isEmpty()).toList();
        boolean known = toRead.stream().allMatch(file -> file.facts().size() >= 0);
        return known ? toRead.stream().mapToLong(file -> file.facts().size()).sum() : 0;
    }

    private void read(long bytes) {
        progress.read(source.dataset() + "/" + id, read.addAndGet(bytes), total);
    }

    private LandedFile land(SourceFile file) throws IOException {
        var unchanged = previousObject(file);
        if (unchanged.isPresent() && copy(unchanged.get(), file)) {
            copied.incrementAndGet();
            return landedFile(file, unchanged.get());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                var entry = download(file);
                downloaded.incrementAndGet();
                return landedFile(file, entry);
            } catch (SourceException e) {
                if (e.reason() != Reason.NOT_RESUMABLE || attempt >= settings.attempts()) {
                    throw e;
                }
                LOG.warnf("%s: begins again, attempt %d of %d", e.getMessage(), attempt, settings.attempts());
            }
        }
    }

    private Optional<Manifest.Entry> previousObject(SourceFile file) {
        return previousSighting
                .flatMap(sighting -> sighting.unchanged(file.facts()))
                .flatMap(name -> previous.orElseThrow().manifest().objects().stream()
                        .filter(entry -> entry.name().equals(name))
                        .findFirst());
    }

    /** False when the previous snapshot's object is gone. */
    private boolean copy(Manifest.Entry entry, SourceFile file) {
        try {
            store.s3().copyObject(request -> request.sourceBucket(store.bucket())
                    .sourceKey(previous.orElseThrow().prefix() + entry.name())
                    .destinationBucket(store.bucket())
                    .destinationKey(prefix + file.name()));
            LOG.infof(
                    "Copied %s of %s: %s is unchanged",
                    file.name(), previous.orElseThrow().name(), file.uri());
            return true;
        } catch (NoSuchKeyException gone) {
            return false;
        }
    }

    private Manifest.Entry download(SourceFile file) throws IOException {
        var readBefore = new AtomicLong();
        try (var csv = SalesHeader.check(file, Unpacking.of(file, settings.limits(), bytes -> {
                    readBefore.addAndGet(bytes);
                    read(bytes);
                }));
                var upload = new ObjectUpload(store, prefix + file.name(), settings.partSize());
                var digested = Digested.writingTo(upload)) {
            csv.transferTo(digested);
            upload.complete();
            LOG.infof("Landed %s as %s, %d bytes", file.uri(), store.uri(prefix + file.name()), digested.bytes());
            return new Manifest.Entry(file.name(), digested.bytes(), digested.sha256());
        } catch (IOException e) {
            read(-readBefore.get());
            throw e instanceof SourceException || e instanceof InterruptedIOException
                    ? e
                    : new SourceException(
                            Reason.UNREACHABLE, "Failed to land " + file.uri() + ": " + e.getMessage(), e);
        }
    }

    private LandedFile landedFile(SourceFile file, Manifest.Entry entry) {
        return new LandedFile(
                store.uri(prefix + file.name()),
                entry.bytes(),
                entry.sha256(),
                file.uri().toString(),
                file.facts().lastModified());
    }

    List<Manifest.Entry> contents() {
        return landed.stream()
                .map(file -> new Manifest.Entry(
                        file.uri().substring(store.uri(prefix).length()), file.bytes(), file.sha256()))
                .toList();
    }

    Outcome.Landed commit() {
        var event =
                new DatasetLanded(source.dataset(), id, source.madeUp(), landed, snapshots.newestAt(source.dataset()));
        contents().forEach(publication::addHashed);
        publication.add(ObjectLayout.LANDED, event);
        TracedStep.leaveIn(store, prefix);
        var manifest = publication.commit(
                id, landed.stream().map(LandedFile::sourceUrl).toList(), settings.codeVersion());
        return new Outcome.Landed(
                new Snapshot(source.dataset(), manifest, event.landedAt()),
                downloaded.get(),
                copied.get(),
                landed.stream().mapToLong(LandedFile::bytes).sum());
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            // a worker that still writes would leave behind what is removed here
            if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warnf("Some of %s is still being written; the next look removes it", store.uri(prefix));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publication.close();
    }
}
