package fr.toise.contracts.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.event.Drift;
import fr.toise.contracts.gate.Check;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether a dataset version may be trained on, and why.
 *
 * @param passed   of every check
 * @param drift    against the version that was in use; null where there was none of the same scope
 * @param accepted null unless a person let the version through that had not passed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetDecision(
        String dataset,
        String version,
        boolean passed,
        List<Check> checks,
        Drift drift,
        Acceptance accepted,
        Instant at) {

    public DatasetDecision {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(version, "version");
        checks = List.copyOf(checks);
    }

    /** Whether it may be trained on. */
    public boolean released() {
        return passed || accepted != null;
    }

    public DatasetDecision accepted(Acceptance acceptance) {
        return new DatasetDecision(dataset, version, passed, checks, drift, acceptance, at);
    }

    /**
     * @param by     who let it through
     * @param reason in that person's words; null where none was given
     */
    public record Acceptance(String by, String reason, Instant at) {}
}
