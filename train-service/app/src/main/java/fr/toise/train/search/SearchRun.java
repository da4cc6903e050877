package fr.toise.train.search;

import fr.toise.contracts.job.TrialArguments;
import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.search.LostTrial;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.search.SearchResult;
import fr.toise.contracts.search.SearchResult.State;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import fr.toise.objectstore.ObjectStore;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/**
 * Successive halving: every trial is trained a little, the best ones more. What a trial came to is in the store, so that a search
 * that was killed goes on where it was.
 */
final class SearchRun {

    private static final Logger LOG = Logger.getLogger(SearchRun.class);
    private static final String MAIN_CLASS = "fr.toise.train.job.search.TrialJob";
    private static final long SECONDS_TO_END = 15;
    /** One that was killed from outside says nothing of its settings. */
    private static final int STARTS_IF_KILLED = 2;

    /** NaN is last. */
    private static final Comparator<TrialReport> BEST_FIRST = Comparator.comparingDouble(
                    (TrialReport report) -> report.measures().mdape())
            .thenComparingInt(TrialReport::trial);

    private final SearchPlan plan;
    private final String model;
    private final String datasetPrefix;
    private final ObjectStore store;
    private final JobLauncher launcher;
    private final Map<String, String> environment;
    private final int parallel;
    private final Budget budget;
    private final BooleanSupplier wanted;
    private final Consumer<Progress> progress;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private TrialReport best;

    /** @param wanted asked before each trial; false ends the search */
    SearchRun(
            SearchPlan plan,
            String model,
            String datasetPrefix,
            ObjectStore store,
            JobLauncher launcher,
            Map<String, String> environment,
            int parallel,
            Budget budget,
            BooleanSupplier wanted,
            Consumer<Progress> progress) {
        this.plan = plan;
        this.model = model;
        this.datasetPrefix = datasetPrefix;
        this.store = store;
        this.launcher = launcher;
        this.environment = environment;
        this.parallel = parallel;
        this.budget = budget;
        this.wanted = wanted;
        this.progress = progress;
    }

    /**
     * How far it is.
     *
     * @param done  trials that came to something or were lost, on all rungs
     * @param total of them
     * @param mdape of the best so far on its highest rung; NaN before there is one
     */
    record Progress(int done, int total, int lost, double mdape) {

        String message() {
            return Double.isNaN(mdape)
                    ? "Searching for settings"
                    : String.format(Locale.ROOT, "best MdAPE %.2f %%", mdape * 100);
        }
    }

    private enum Fate {
        ENDED,
        /** The search is not wanted any more. */
        UNWANTED,
        /** The day's budget is used up. */
        POSTPONED
    }

    /** @param report empty where the trial was lost or did not run */
    private record Trial(Optional<TrialReport> report, Fate fate) {}

    /** @return empty when the day's budget is used up before the end */
    Optional<SearchResult> toItsEnd() throws InterruptedException {
        tell();
        var counts = plan.trialsByRung();
        var candidates = IntStream.range(0, plan.candidates().size()).boxed().toList();
        List<TrialReport> ranked = List.of();
        for (int rung = 0; rung < counts.size() && !candidates.isEmpty(); rung++) {
            var trials = run(rung, candidates);
            if (anyOf(trials, Fate.UNWANTED)) {
                return Optional.of(ended(State.SUPERSEDED, null, "Newer sales are there, so it was given up"));
            }
            if (anyOf(trials, Fate.POSTPONED)) {
                return Optional.empty();
            }
            var reports = trials.stream()
                    .flatMap(trial -> trial.report().stream())
                    .sorted(BEST_FIRST)
                    .toList();
            if (reports.isEmpty()) {
                break;
            }
            ranked = reports;
            int next = rung + 1 < counts.size() ? counts.get(rung + 1) : 0;
            candidates = ranked.stream().limit(next).map(TrialReport::trial).toList();
        }
        return Optional.of(
                ranked.isEmpty()
                        ? ended(State.FAILED, null, "Every trial was lost; the service's log says why")
                        : ended(State.DONE, ranked.get(0), text(ranked.get(0))));
    }

    private static boolean anyOf(List<Trial> trials, Fate fate) {
        return trials.stream().anyMatch(trial -> trial.fate() == fate);
    }

    private String text(TrialReport winner) {
        return String.format(
                Locale.ROOT,
                "Trial %d of %d has an MdAPE of %.2f %%%s",
                winner.trial(),
                plan.candidates().size(),
                winner.measures().mdape() * 100,
                winner.trial() == 0 ? ": the settings of the configuration are the best" : "");
    }

    private SearchResult ended(State state, TrialReport winner, String message) {
        return new SearchResult(
                plan.search(),
                state,
                winner == null ? null : winner.trial(),
                winner == null ? null : plan.candidates().get(winner.trial()),
                winner == null ? null : winner.measures(),
                done.get() - lost.get(),
                lost.get(),
                message,
                Instant.now());
    }

    private List<Trial> run(int rung, List<Integer> candidates) throws InterruptedException {
        // so that each trial's job is a part of this search's trace
        var threads = Context.taskWrapping(Executors.newFixedThreadPool(Math.min(parallel, candidates.size())));
        try {
            var tasks = candidates.stream()
                    .map(trial -> (Callable<Trial>) () -> trial(trial, rung))
                    .toList();
            var trials = new ArrayList<Trial>();
            for (var future : threads.invokeAll(tasks)) {
                trials.add(future.get());
            }
            return trials;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException("A trial of search " + plan.search() + " was interrupted");
            }
            throw new IllegalStateException("Search " + plan.search() + " can't go on; the next look tries again", e);
        } finally {
            threads.shutdownNow();
            if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                LOG.warnf("Trials of search %s do not end", plan.search());
            }
        }
    }

    private Trial trial(int trial, int rung) throws InterruptedException {
        var key = ObjectLayout.trial(model, plan.search(), trial, rung);
        var known = store.read(key, TrialReport.class);
        if (known.isPresent()) {
            return ended(known);
        }
        if (store.read(ObjectLayout.lostTrial(model, plan.search(), trial, rung), LostTrial.class)
                .isPresent()) {
            return ended(Optional.empty());
        }
        if (!wanted.getAsBoolean()) {
            return new Trial(Optional.empty(), Fate.UNWANTED);
        }
        if (budget.isUsedUp()) {
            return new Trial(Optional.empty(), Fate.POSTPONED);
        }
        var outcome = launch(trial, rung, key);
        for (int starts = 1; outcome.killed() && starts < STARTS_IF_KILLED; starts++) {
            outcome = launch(trial, rung, key);
        }
        var report = store.read(key, TrialReport.class);
        if (report.isEmpty()) {
            lose(trial, rung, outcome);
        }
        return ended(report);
    }

    private JobOutcome launch(int trial, int rung, String key) throws InterruptedException {
        var arguments = new TrialArguments(
                model,
                plan.search(),
                trial,
                rung,
                datasetPrefix,
                store.uri(key),
                plan.rungs().get(rung).limit(plan.candidates().get(trial)),
                // the first are those of the configuration
                plan.candidates().get(0).indexDays());
        var job = new Job("trial-%s-%d-%d".formatted(plan.search(), trial, rung), MAIN_CLASS, arguments, environment);
        var outcome = launcher.attempt(job, said -> {});
        budget.spend(job.name(), outcome.ran());
        return outcome;
    }

    private void lose(int trial, int rung, JobOutcome outcome) {
        var reason = outcome.succeeded() ? "it ended well and left no report" : outcome.lastWords();
        LOG.warnf("Trial %d of search %s was lost on rung %d: %s", trial, plan.search(), rung, reason);
        store.write(
                ObjectLayout.lostTrial(model, plan.search(), trial, rung),
                new LostTrial(trial, rung, reason, Instant.now()));
    }

    private Trial ended(Optional<TrialReport> report) {
        done.incrementAndGet();
        if (report.isEmpty()) {
            lost.incrementAndGet();
        }
        report.ifPresent(this::keepIfBest);
        tell();
        return new Trial(report, Fate.ENDED);
    }

    /** A higher rung says more. */
    private synchronized void keepIfBest(TrialReport report) {
        if (best == null
                || report.rung() > best.rung()
                || (report.rung() == best.rung() && BEST_FIRST.compare(report, best) < 0)) {
            best = report;
        }
    }

    private synchronized void tell() {
        progress.accept(new Progress(
                done.get(),
                plan.trainings(),
                lost.get(),
                best == null ? Double.NaN : best.measures().mdape()));
    }
}
