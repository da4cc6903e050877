package fr.toise.contracts.model;

import java.util.List;

/** Whether a challenger may be served, and why. */
public record GateDecision(boolean promoted, List<String> reasons) {

    public GateDecision {
        reasons = List.copyOf(reasons);
    }
}
