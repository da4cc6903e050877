package fr.toise.cli.up;

import fr.toise.contracts.event.Event;
import fr.toise.messaging.EventDeserializer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears every event that is said while it is open, and none from before. */
final class EventFeed implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, Event> consumer;
    private final Thread thread;
    private volatile boolean closed;

    EventFeed(String bootstrapServers, Consumer<Event> listener) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers),
                new StringDeserializer(),
                new EventDeserializer());
        var partitions = Event.TYPES.stream()
                .map(event -> new TopicPartition(Event.topic(event), 0))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // the end is looked up when it is first asked for, and that has to be now
        partitions.forEach(consumer::position);
        thread = new Thread(() -> follow(listener), "events");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(Consumer<Event> listener) {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(record -> listener.accept(record.value()));
            }
        } catch (KafkaException e) {
            // the timeline does without events; a broker that died is noticed by its process
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
