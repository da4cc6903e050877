package fr.toise.contracts.search;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.TrainingReason;
import java.time.Instant;

/**
 * One search in short.
 *
 * @param trials   settings that are tried
 * @param done     trainings that have ended, on all rungs
 * @param total    of them
 * @param lost     of those done, whose job has failed
 * @param mdape    of the best so far; null before there is one
 * @param best     number of the best trial; null before the end
 * @param settings the best trial's; null before the end
 * @param endedAt  null before the end
 */
public record SearchView(
        String search,
        State state,
        String dataset,
        String datasetVersion,
        TrainingReason reason,
        int trials,
        int done,
        int total,
        int lost,
        Double mdape,
        Integer best,
        TrainingSettings settings,
        String message,
        Instant createdAt,
        Instant endedAt) {

    /** Where a search is. */
    public enum State {
        /** It is asked for, or goes on after the present work. */
        WAITING,
        RUNNING,
        DONE,
        /** Newer sales were there before it was at its end. */
        SUPERSEDED,
        /** Every trial was lost. */
        FAILED
    }

    public static SearchView waiting(SearchPlan plan, int done, String why) {
        return of(plan, State.WAITING, done, 0, null, why);
    }

    /** @param mdape of the best so far; null before there is one */
    public static SearchView running(SearchPlan plan, int done, int lost, Double mdape, String message) {
        return of(plan, State.RUNNING, done, lost, mdape, message);
    }

    private static SearchView of(SearchPlan plan, State state, int done, int lost, Double mdape, String message) {
        return new SearchView(
                plan.search(),
                state,
                plan.dataset(),
                plan.datasetVersion(),
                plan.reason(),
                plan.candidates().size(),
                done,
                plan.trainings(),
                lost,
                mdape,
                null,
                null,
                message,
                plan.createdAt(),
                null);
    }

    public static SearchView ended(SearchPlan plan, SearchResult result) {
        return new SearchView(
                plan.search(),
                state(result.state()),
                plan.dataset(),
                plan.datasetVersion(),
                plan.reason(),
                plan.candidates().size(),
                result.trials() + result.lost(),
                plan.trainings(),
                result.lost(),
                result.measures() == null ? null : result.measures().mdape(),
                result.best(),
                result.settings(),
                result.message(),
                plan.createdAt(),
                result.endedAt());
    }

    private static State state(SearchResult.State ended) {
        return switch (ended) {
            case DONE -> State.DONE;
            case SUPERSEDED -> State.SUPERSEDED;
            case FAILED -> State.FAILED;
        };
    }
}
