package fr.toise.cleaning;

import java.util.Map;

/** The snapshot can't be made into a dataset that may be trained on. */
public final class RejectedException extends RuntimeException {

    private final String rule;
    private final transient Map<String, Double> figures;

    public RejectedException(String rule, String reason) {
        this(rule, reason, Map.of());
    }

    public RejectedException(String rule, String reason, Map<String, Double> figures) {
        super(reason);
        this.rule = rule;
        this.figures = Map.copyOf(figures);
    }

    /** In kebab-case. */
    public String rule() {
        return rule;
    }

    Map<String, Double> figures() {
        return figures;
    }
}
