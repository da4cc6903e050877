package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of a system on one machine. */
final class Topics {

    private static final Duration PROGRESS_KEPT = Duration.ofHours(1);
    private static final String FOREVER = "-1";

    private Topics() {}

    static void create(String bootstrapServers) throws InterruptedException {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            for (var created : admin.createTopics(
                            Event.TYPES.stream().map(Topics::topic).toList())
                    .values()
                    .values()) {
                try {
                    created.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new CommandFailure("Failed to create the topics: " + e.getCause(), e);
                    }
                }
            }
        }
    }

    private static NewTopic topic(Class<? extends Event> event) {
        var kept = event == PipelineProgress.class ? String.valueOf(PROGRESS_KEPT.toMillis()) : FOREVER;
        return new NewTopic(Event.topic(event), Optional.of(1), Optional.of((short) 1))
                .configs(
                        event == PipelineProgress.class
                                // only whole segments are ever dropped
                                ? Map.of("retention.ms", kept, "segment.ms", kept)
                                : Map.of("retention.ms", kept));
    }
}
