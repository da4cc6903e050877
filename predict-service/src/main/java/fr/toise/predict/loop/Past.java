package fr.toise.predict.loop;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Has the topics read from a while ago on: what was said before the start, and not everything since Kafka began. */
@ApplicationScoped
@Identifier("loop-events")
class Past implements KafkaConsumerRebalanceListener {

    private final LoopConfig config;

    Past(LoopConfig config) {
        this.config = config;
    }

    // auto.offset.reset=by_duration would do, but asks a topic in which nothing was said since only twice a minute
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        long since = Instant.now().minus(config.past()).toEpochMilli();
        var ends = consumer.endOffsets(partitions);
        consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(partition -> partition, any -> since)))
                .forEach((partition, found) ->
                        consumer.seek(partition, found == null ? ends.get(partition) : found.offset()));
    }
}
