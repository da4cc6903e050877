package fr.toise.contracts.event;

import java.util.List;
import java.util.Objects;

/**
 * What became of every line that was read, in the order in which the rules were applied.
 *
 * @param linesRead  lines of the landed files, without their headers
 * @param salesFound sales that the remaining lines were regrouped into
 * @param salesKept  sales that no rule dropped
 */
public record Funnel(long linesRead, long salesFound, long salesKept, List<Dropped> dropped) {

    public Funnel {
        dropped = List.copyOf(dropped);
    }

    /**
     * What one rule dropped.
     *
     * @param rule  its name, in kebab-case
     * @param lines lines that went with it
     * @param sales sales that went with it; 0 for a rule that works on lines
     */
    public record Dropped(String rule, long lines, long sales) {

        public Dropped {
            Objects.requireNonNull(rule, "rule");
        }
    }
}
