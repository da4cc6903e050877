package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.gate.Check;
import java.util.List;

/**
 * Whether a challenger may be served, and why.
 *
 * @param reasons sentences for a person: what was in its favour where it may, what was against it where it may not
 * @param checks  everything that was asked; empty where the decision was taken before they were written down
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GateDecision(
        @JsonInclude(JsonInclude.Include.ALWAYS) boolean promoted, List<String> reasons, List<Check> checks) {

    public GateDecision {
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
        checks = checks == null ? List.of() : List.copyOf(checks);
    }

    /** The same decision with another word to it. */
    public GateDecision because(List<String> others) {
        return new GateDecision(promoted, others, checks);
    }
}
