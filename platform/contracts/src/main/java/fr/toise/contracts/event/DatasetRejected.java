package fr.toise.contracts.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A snapshot was cleaned and is not fit to train on; what was in use stays in use.
 *
 * @param rule    the quality rule that failed, in kebab-case
 * @param reason  one sentence for a person
 * @param figures what was found and what was expected
 */
public record DatasetRejected(
        String dataset,
        String version,
        String snapshot,
        String rule,
        String reason,
        Map<String, Double> figures,
        Instant rejectedAt)
        implements Event {

    public DatasetRejected {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(reason, "reason");
        figures = figures == null ? Map.of() : Map.copyOf(figures);
    }

    @Override
    public String subject() {
        return dataset + "/" + version;
    }
}
