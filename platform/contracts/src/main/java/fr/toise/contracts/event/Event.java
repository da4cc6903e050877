package fr.toise.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** One thing that happened. Its topic and its channel are its name in kebab-case: {@code DatasetLanded} is said on {@code dataset-landed}. */
public sealed interface Event
        permits DatasetLanded,
                DatasetCleaned,
                DatasetRejected,
                ModelTrained,
                ModelPromoted,
                PipelineProgress,
                Unreadable {

    /** What it happened to: the Kafka key, so that what concerns one thing stays in order, and the CloudEvents subject. */
    @JsonIgnore
    String subject();

    /** The topic on which events of a type are said. */
    static String topic(Class<? extends Event> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase();
    }
}
