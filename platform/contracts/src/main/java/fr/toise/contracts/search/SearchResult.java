package fr.toise.contracts.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.Measures;
import java.time.Instant;

/**
 * How a search ended.
 *
 * @param best     number of the best trial; null where there is none
 * @param settings to train with: the best trial's, with all networks and epochs; null where there is none
 * @param measures the best trial's, on the highest rung that it came to; null where there are none
 * @param trials   that came to something, on all rungs together
 * @param lost     whose job has failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchResult(
        String search,
        State state,
        Integer best,
        TrainingSettings settings,
        Measures measures,
        int trials,
        int lost,
        String message,
        Instant endedAt) {

    /** How a search can end. */
    public enum State {
        DONE,
        /** Newer sales were there before it was at its end. */
        SUPERSEDED,
        /** Every trial was lost. */
        FAILED
    }
}
