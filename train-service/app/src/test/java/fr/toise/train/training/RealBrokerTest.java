package fr.toise.train.training;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.testing.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalStackResource.class)
class RealBrokerTest {

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
    private static final Duration SOON = Duration.ofSeconds(40);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Buckets buckets;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void anUnreadableRecordEndsInTheFailedTopicAndTheNextEventIsHeard() {
        // Given
        var funnel = new Funnel(10, 8, 8, List.of());
        var prefix = ObjectLayout.datasetVersion("geo-dvf", "d9");
        buckets.clean().createBucketIfMissing();
        try (var publication = buckets.clean().publish(prefix)) {
            publication.add(
                    ObjectLayout.REPORT,
                    new CleaningReport(
                            "geo-dvf",
                            "d9",
                            "s",
                            false,
                            FLATS_OF_PARIS,
                            funnel,
                            List.of(),
                            null,
                            null,
                            null,
                            10_000,
                            0));
            publication.commit("d9", List.of(), "1");
        }
        buckets.clean()
                .write(ObjectLayout.currentDataset("geo-dvf"), new CurrentDataset("geo-dvf", "d9", "s", Instant.now()));
        var event = new DatasetCleaned(
                "geo-dvf", "d9", "s", false, "s3://toise-clean/" + prefix, 8, funnel, null, Instant.now());

        // When
        topics.sayRubbish("dataset-cleaned", "not an event".getBytes(StandardCharsets.UTF_8));
        topics.say(event);

        // Then
        var failed = topics.awaitFirst("dataset-cleaned-failed", SOON);
        assertThat(failed.text()).isEqualTo("not an event");
        assertThat(failed.header("dead-letter-reason")).contains("Not a CloudEvent");
        var promoted = topics.awaitFirst("model-promoted", SOON);
        assertThat(promoted.event()).isInstanceOf(ModelPromoted.class);
        assertThat(promoted.key()).isEqualTo("paris-flats");
        assertThat(promoted.header("ce_source")).isEqualTo("/toise/train-service");
    }
}
