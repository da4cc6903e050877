package fr.toise.cleaning;

import java.util.Map;

/** The snapshot can't be made into a dataset that may be trained on. */
final class RejectedException extends RuntimeException {

    private final String rule;
    private final transient Map<String, Double> figures;

    RejectedException(String rule, String reason) {
        this(rule, reason, Map.of());
    }

    RejectedException(String rule, String reason, Map<String, Double> figures) {
        super(reason);
        this.rule = rule;
        this.figures = Map.copyOf(figures);
    }

    /** In kebab-case. */
    String rule() {
        return rule;
    }

    Map<String, Double> figures() {
        return figures;
    }
}
