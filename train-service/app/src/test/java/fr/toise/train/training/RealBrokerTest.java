package fr.toise.train.training;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.testing.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LocalStackResource.class)
class RealBrokerTest {

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
        var event = new CleanedSales(buckets.clean()).put("geo-dvf", "d9", false);

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
