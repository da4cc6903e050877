package fr.toise.contracts.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.model.Measures;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One search at length.
 *
 * @param results of every trial, the best first: those that came further before the others
 */
public record SearchDetail(@JsonUnwrapped SearchView view, List<Trial> results) {

    /**
     * One trial.
     *
     * @param settings of the whole training that it stands for
     * @param rung     highest that it came to something on, from 0; null before the first
     * @param measures on that rung; null before the first
     * @param seconds  of training, on all rungs together
     * @param lost     why it came to nothing; null where it did not
     */
    public record Trial(
            int trial, TrainingSettings settings, Integer rung, Measures measures, double seconds, String lost) {}

    private static final Comparator<Trial> BEST_FIRST = Comparator.comparingInt(
                    (Trial trial) -> trial.rung() == null ? 1 : -trial.rung())
            .thenComparingDouble(trial ->
                    trial.measures() == null ? Double.NaN : trial.measures().mdape())
            .thenComparingInt(Trial::trial);

    public static SearchDetail of(SearchView view, SearchPlan plan, List<TrialReport> reports, List<LostTrial> lost) {
        var reasons = lost.stream().collect(Collectors.toMap(LostTrial::trial, LostTrial::reason, (one, other) -> one));
        var byTrial = reports.stream().collect(Collectors.groupingBy(TrialReport::trial));
        var trials = IntStream.range(0, plan.candidates().size())
                .mapToObj(number -> trial(
                        number,
                        plan.candidates().get(number),
                        byTrial.getOrDefault(number, List.of()),
                        reasons.get(number)))
                .sorted(BEST_FIRST)
                .toList();
        return new SearchDetail(view, trials);
    }

    private static Trial trial(int number, TrainingSettings settings, List<TrialReport> reports, String lost) {
        var furthest = reports.stream().max(Comparator.comparingInt(TrialReport::rung));
        return new Trial(
                number,
                settings,
                furthest.map(TrialReport::rung).orElse(null),
                furthest.map(TrialReport::measures).orElse(null),
                reports.stream().mapToDouble(TrialReport::seconds).sum(),
                lost);
    }
}
