package fr.toise.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** One thing that happened. Its topic and its channel are its name in kebab-case: {@code DatasetLanded} is said on {@code dataset-landed}. */
public sealed interface Event
        permits DatasetLanded,
                DatasetCleaned,
                DatasetRejected,
                ModelTrained,
                ModelPromoted,
                PipelineProgress,
                Unreadable {

    /** All of them; what can't be read is none. */
    List<Class<? extends Event>> TYPES = List.of(
            DatasetLanded.class,
            DatasetCleaned.class,
            DatasetRejected.class,
            ModelTrained.class,
            ModelPromoted.class,
            PipelineProgress.class);

    /** What it happened to: the Kafka key, so that what concerns one thing stays in order, and the CloudEvents subject. */
    @JsonIgnore
    String subject();

    /** The topic on which events of a type are said. */
    static String topic(Class<? extends Event> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }
}
