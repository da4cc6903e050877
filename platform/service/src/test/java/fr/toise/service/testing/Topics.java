package fr.toise.service.testing;

import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.Event;
import fr.toise.messaging.EventSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of a broker, for a test that speaks to a service and hears what it says, with plain clients. */
public final class Topics implements AutoCloseable {

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public Topics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    /** On the topic of its type; returns when the broker has it. */
    public void say(Event event) {
        var topic = Event.topic(event.getClass());
        var headers = new RecordHeaders();
        var bytes = new EventSerializer().serialize(topic, headers, event);
        send(new ProducerRecord<>(topic, null, event.subject(), bytes, headers));
    }

    /** Bytes as they are, without the headers that make an event of them; returns when the broker has them. */
    public void sayRubbish(String topic, byte[] bytes) {
        send(new ProducerRecord<>(topic, "rubbish", bytes));
    }

    private void send(ProducerRecord<String, byte[]> said) {
        try {
            producer.send(said).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Failed to send to " + said.topic(), e);
        }
    }

    /** Everything up to now, oldest first. */
    public List<Said> saidOn(String topic) {
        try (var consumer = consumer()) {
            return saidOn(topic, consumer);
        }
    }

    public Said awaitFirst(String topic, Duration patience) {
        return awaitFirst(topic, said -> true, patience);
    }

    /** The oldest record on a topic that is wanted, as soon as there is one. */
    public Said awaitFirst(String topic, Predicate<Said> wanted, Duration patience) {
        try (var consumer = consumer()) {
            return await("a record on " + topic)
                    .pollInSameThread()
                    .atMost(patience)
                    .until(() -> saidOn(topic, consumer).stream().filter(wanted).findFirst(), Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static List<Said> saidOn(String topic, KafkaConsumer<String, byte[]> consumer) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var said = new ArrayList<Said>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(Duration.ofMillis(100)).forEach(found -> said.add(Said.of(found)));
        }
        return said;
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                // listening must not make the topic that the service under test was to speak on
                Map.of("bootstrap.servers", bootstrapServers, "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        producer.close();
    }
}
