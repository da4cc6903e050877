package fr.toise.train.search;

import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrialReport;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.search.LostTrial;
import fr.toise.contracts.search.SearchDetail;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.search.SearchResult;
import fr.toise.contracts.search.SearchResult.State;
import fr.toise.contracts.search.SearchView;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobLauncher;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import fr.toise.service.storage.JobStorage;
import fr.toise.service.tracing.Tracing;
import fr.toise.train.dataset.Dataset;
import fr.toise.train.dataset.Datasets;
import fr.toise.train.search.SearchRun.Progress;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The searches in the model bucket. One that is planned and has not ended is to be run. */
@ApplicationScoped
public class Searches {

    private final TrainingConfig training;
    private final SearchConfig config;
    private final Candidates candidates;
    private final Budget budget;
    private final ObjectStore store;
    private final Datasets datasets;
    private final JobLauncher launcher;
    private final JobStorage jobStorage;
    private final ProgressReporter reporter;
    private final Tracing tracing;
    private volatile Running running;
    /** So that it is said once. */
    private volatile String saidToWait;

    private record Running(String search, Progress progress) {

        SearchView view(SearchPlan plan) {
            return SearchView.running(
                    plan,
                    progress.done(),
                    progress.lost(),
                    Double.isNaN(progress.mdape()) ? null : progress.mdape(),
                    progress.message());
        }
    }

    Searches(
            TrainingConfig training,
            SearchConfig config,
            Candidates candidates,
            Budget budget,
            Buckets buckets,
            Datasets datasets,
            JobLauncher launcher,
            JobStorage jobStorage,
            ProgressReporter reporter,
            Tracing tracing) {
        this.training = training;
        this.config = config;
        this.candidates = candidates;
        this.budget = budget;
        this.store = buckets.model();
        this.datasets = datasets;
        this.launcher = launcher;
        this.jobStorage = jobStorage;
        this.reporter = reporter;
        this.tracing = tracing;
    }

    /** The search that the configuration wants before a training on a dataset; empty when it wants none. */
    public Optional<SearchPlan> configured(Dataset dataset, TrainingReason reason) {
        return config.trials() == 0
                ? Optional.empty()
                : Optional.of(plan(dataset, config.trials(), config.seed(), reason));
    }

    public SearchPlan plan(Dataset dataset, int trials, long seed, TrainingReason reason) {
        var settings = training.settings();
        var inputs = List.of(
                dataset.name(),
                settings.toString(),
                "space " + candidates,
                "seed " + seed,
                "trials " + trials,
                "rungs " + config.rungs() + " of " + config.promotedShare(),
                "method " + TrainingArguments.method());
        return new SearchPlan(
                ObjectLayout.nameFor(inputs),
                dataset.report().dataset(),
                dataset.report().version(),
                inputs,
                config.rungs(),
                config.promotedShare(),
                candidates.draw(settings, trials, seed),
                reason,
                Instant.now());
    }

    public long configuredSeed() {
        return config.seed();
    }

    /** Writes down that a search is to be run. One of the same inputs that is there already stays as it is, unless it came to nothing. */
    public SearchPlan ask(SearchPlan plan) {
        result(plan.search())
                .filter(result -> result.state() != State.DONE)
                .ifPresent(result -> tryAgain(plan.search()));
        store.replace(key(plan.search(), ObjectLayout.PLAN), plan, null);
        return store.read(key(plan.search(), ObjectLayout.PLAN), SearchPlan.class)
                .orElse(plan);
    }

    private void tryAgain(String search) {
        store.list(ObjectLayout.lostTrials(training.model(), search)).forEach(object -> store.delete(object.key()));
        store.delete(key(search, ObjectLayout.RESULT));
    }

    public Optional<SearchResult> result(String search) {
        return store.read(key(search, ObjectLayout.RESULT), SearchResult.class);
    }

    /** What was asked for on a dataset, the oldest first. */
    public List<SearchPlan> plans(Dataset dataset) {
        return plans().stream()
                .filter(plan -> plan.datasetName().equals(dataset.name()))
                .toList();
    }

    private List<SearchPlan> plans() {
        return store.folders(ObjectLayout.searches(training.model())).stream()
                .map(search -> store.read(key(search, ObjectLayout.PLAN), SearchPlan.class))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(SearchPlan::createdAt))
                .toList();
    }

    /** Gives up what was asked for on sales that newer ones have taken the place of; those that can't be read now may be in use still. */
    public void giveUpOutdated(List<Dataset> current) {
        var names = current.stream().map(Dataset::name).toList();
        plans().stream()
                .filter(plan -> !names.contains(plan.datasetName()))
                .filter(plan -> result(plan.search()).isEmpty())
                .filter(plan -> datasets.isOutdated(plan.dataset(), plan.datasetVersion()))
                .forEach(plan -> end(new SearchResult(
                        plan.search(),
                        State.SUPERSEDED,
                        null,
                        null,
                        null,
                        0,
                        0,
                        "Newer sales are there, so it was given up",
                        Instant.now())));
    }

    /**
     * Runs what is missing of a search, to its end. One that was given up goes on: its sales are in use again.
     *
     * @param goesOn told whenever a trial has ended
     * @return empty when it waits for another day's budget
     */
    public Optional<SearchResult> run(SearchPlan plan, Dataset dataset, Runnable goesOn) throws InterruptedException {
        var name = training.model() + "/" + plan.search();
        store.delete(key(plan.search(), ObjectLayout.RESULT));
        if (budget.isUsedUp()) {
            sayThatItWaits(plan, name);
            return Optional.empty();
        }
        saidToWait = null;
        try (var step = tracing.after("search", datasets.store(), dataset.prefix())) {
            step.with("toise.dataset", dataset.name()).with("toise.search", name);
            var result = new SearchRun(
                            plan,
                            training.model(),
                            datasets.store().uri(dataset.prefix()),
                            store,
                            launcher,
                            jobStorage.environment(),
                            config.parallel().orElse(Runtime.getRuntime().availableProcessors()),
                            budget,
                            () -> datasets.isCurrent(dataset),
                            progress -> {
                                goesOn.run();
                                running = new Running(plan.search(), progress);
                                reporter.running(
                                        Step.TRAIN,
                                        name,
                                        new JobProgress(
                                                progress.done(), progress.total(), "trials", progress.message()));
                            })
                    .toItsEnd();
            if (result.isEmpty()) {
                sayThatItWaits(plan, name);
            }
            return result.map(this::end);
        } finally {
            running = null;
        }
    }

    private void sayThatItWaits(SearchPlan plan, String name) {
        if (!name.equals(saidToWait)) {
            saidToWait = name;
            reporter.waiting(
                    Step.TRAIN, name, new JobProgress(done(plan), plan.trainings(), "trials", budget.usedUp()));
        }
    }

    /** Why a search that has not ended is not going on, where that is not the work before it. */
    public Optional<String> whyNot() {
        return budget.isUsedUp() ? Optional.of(budget.usedUp()) : Optional.empty();
    }

    private SearchResult end(SearchResult result) {
        store.write(key(result.search(), ObjectLayout.RESULT), result);
        return result;
    }

    /** Every search, the newest first. */
    public List<SearchView> list() {
        return plans().stream()
                .sorted(Comparator.comparing(SearchPlan::createdAt).reversed())
                .map(this::view)
                .toList();
    }

    public SearchView view(SearchPlan plan) {
        var ended = result(plan.search());
        var now = running;
        if (ended.isPresent()) {
            return SearchView.ended(plan, ended.get());
        }
        return now != null && now.search().equals(plan.search())
                ? now.view(plan)
                : SearchView.waiting(plan, done(plan), whyNot().orElse("It is run after the present work"));
    }

    private int done(SearchPlan plan) {
        return (int) (store.list(ObjectLayout.trials(training.model(), plan.search()))
                        .count()
                + store.list(ObjectLayout.lostTrials(training.model(), plan.search()))
                        .count());
    }

    public Optional<SearchDetail> find(String search) {
        return store.read(key(search, ObjectLayout.PLAN), SearchPlan.class)
                .map(plan -> SearchDetail.of(
                        view(plan),
                        plan,
                        Documents.all(store, ObjectLayout.trials(training.model(), search), TrialReport.class),
                        Documents.all(store, ObjectLayout.lostTrials(training.model(), search), LostTrial.class)));
    }

    private String key(String search, String name) {
        return ObjectLayout.search(training.model(), search) + name;
    }
}
