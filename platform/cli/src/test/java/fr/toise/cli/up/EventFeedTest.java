package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.localstack.LocalStack;
import fr.toise.messaging.EventSerializer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventFeedTest {

    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start();
        Topics.create(stack.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void hearsWhatIsSaidFromNowOn() {
        // Given
        say(progress("before"));
        var heard = new CopyOnWriteArrayList<Event>();
        var landed = new DatasetLanded("made-up", "s1", true, List.of(), Instant.EPOCH);

        // When
        try (var feed = new EventFeed(stack.bootstrapServers(), heard::add)) {
            say(progress("after"));
            say(landed);
            await().until(() -> heard.size() >= 2);
        }

        // Then
        assertThat(heard).containsExactlyInAnyOrder(progress("after"), landed);
    }

    @Test
    void keepsProgressBrieflyAndTheRestForGood() throws Exception {
        // Given
        Topics.create(stack.bootstrapServers());

        // Then
        assertThat(retention(PipelineProgress.class)).isEqualTo("3600000");
        assertThat(retention(DatasetLanded.class)).isEqualTo("-1");
    }

    private static String retention(Class<? extends Event> event) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Event.topic(event));
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()))) {
            return admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .get(topic)
                    .get("retention.ms")
                    .value();
        }
    }

    private static PipelineProgress progress(String run) {
        return new PipelineProgress(run, Step.INGEST, State.RUNNING, 1, 2, "files", "", Instant.EPOCH);
    }

    private static void say(Event event) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new EventSerializer())) {
            producer.send(new ProducerRecord<>(Event.topic(event.getClass()), event.subject(), event));
            producer.flush();
        }
    }
}
