package fr.toise.clean.cleaning;

import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import software.amazon.awssdk.core.sync.RequestBody;

/** The service with its channels in memory: what lands, and what is said of it. */
@Alternative
@Singleton
public class RunningCleaner {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final InMemoryConnector channels;
    private final Buckets buckets;
    private final FakeCleaningJob job;
    private final Cleaner cleaner;
    private Instant landedAt = Instant.parse("2026-04-20T08:00:00Z");

    RunningCleaner(
            @Connector("smallrye-in-memory") InMemoryConnector channels,
            Buckets buckets,
            FakeCleaningJob job,
            Cleaner cleaner) {
        this.channels = channels;
        this.buckets = buckets;
        this.job = job;
        this.cleaner = cleaner;
    }

    public void startWithNothing() {
        await().atMost(SOON)
                .until(() -> !cleaner.status().busy() && cleaner.status().looks() > 0);
        empty(buckets.raw());
        empty(buckets.clean());
        job.reset();
        List.of("dataset-cleaned", "dataset-rejected", "pipeline-progress")
                .forEach(channel -> channels.sink(channel).clear());
    }

    private static void empty(ObjectStore store) {
        store.list("").forEach(object -> store.delete(object.key()));
    }

    public ObjectStore raw() {
        return buckets.raw();
    }

    public ObjectStore clean() {
        return buckets.clean();
    }

    /** Each call a minute later than the one before. */
    public DatasetLanded landed(String dataset, String name) {
        landedAt = landedAt.plusSeconds(60);
        return landed(dataset, name, landedAt);
    }

    public DatasetLanded landed(String dataset, String name, Instant landedAt) {
        var file = new LandedFile(
                "s3://toise-raw/" + dataset + "/" + name + "/2023.csv", 10, "sha", "https://files.example/2023", null);
        var event = new DatasetLanded(dataset, name, dataset.equals("made-up"), List.of(file), landedAt);
        try (var publication = raw().publish(ObjectLayout.snapshot(dataset, name))) {
            publication.add(ObjectLayout.LANDED, event);
            publication.commit(name, List.of(), "test");
        }
        return event;
    }

    public void send(DatasetLanded event) {
        channels.<Event>source("dataset-landed").send(event);
    }

    /** Lands a snapshot, and waits for what becomes of it. */
    public void clean(String dataset, String snapshot) {
        send(landed(dataset, snapshot));
        awaitIdle();
    }

    public void awaitIdle() {
        await().atMost(SOON).until(() -> !cleaner.status().busy());
    }

    public List<DatasetCleaned> cleaned() {
        return received("dataset-cleaned", DatasetCleaned.class);
    }

    public List<DatasetRejected> rejected() {
        return received("dataset-rejected", DatasetRejected.class);
    }

    public <E extends Event> List<E> received(String channel, Class<E> type) {
        return channels.<E>sink(channel).received().stream()
                .map(Message::getPayload)
                .map(type::cast)
                .toList();
    }

    public Optional<CurrentDataset> current(String dataset) {
        return clean().read(ObjectLayout.currentDataset(dataset), CurrentDataset.class);
    }

    public static void write(ObjectStore store, String key, String text) {
        store.s3().putObject(request -> request.bucket(store.bucket()).key(key), RequestBody.fromString(text));
    }

    /** Rest Assured would send an empty form where there is no body. */
    public static RequestSpecification operator() {
        return RestAssured.given()
                .noContentType()
                .auth()
                .preemptive()
                .basic("operator", LocalStackResource.OPERATOR_PASSWORD);
    }
}
