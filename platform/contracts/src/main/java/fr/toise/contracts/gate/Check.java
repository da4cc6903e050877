package fr.toise.contracts.gate;

import java.util.Objects;

/**
 * One question that a gate asked.
 *
 * @param rule  in kebab-case
 * @param found what was measured
 * @param bound what it was compared with
 * @param text  one sentence for a person, with both
 */
public record Check(String rule, boolean passed, double found, double bound, String text) {

    public Check {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(text, "text");
    }
}
