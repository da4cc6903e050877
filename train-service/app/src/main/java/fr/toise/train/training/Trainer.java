package fr.toise.train.training;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import fr.toise.contracts.event.Unreadable;
import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.ServiceStatus;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.model.TrainingReason.Trigger;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.search.SearchResult;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.jobs.JobsConfig;
import fr.toise.service.progress.ProgressReporter;
import fr.toise.service.storage.Buckets;
import fr.toise.service.tracing.TracedStep;
import fr.toise.service.tracing.Tracing;
import fr.toise.service.work.RunRecords;
import fr.toise.service.work.WorkLoop;
import fr.toise.train.dataset.Dataset;
import fr.toise.train.dataset.Datasets;
import fr.toise.train.ledger.Ledger;
import fr.toise.train.registry.ModelRegistry;
import fr.toise.train.registry.ModelRelease;
import fr.toise.train.registry.Promotions;
import fr.toise.train.registry.Retention;
import fr.toise.train.search.Searches;
import fr.toise.train.trigger.Triggers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Looks for cleaned sales that no model was trained on yet, has one trained, and releases it. One at a time, the newest sales only. */
@Startup
@ApplicationScoped
class Trainer {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    private final TrainingConfig config;
    private final JobsConfig jobs;
    private final Datasets datasets;
    private final Triggers triggers;
    private final Searches searches;
    private final Ledger ledger;
    private final TrainingRun trainingRun;
    private final ObjectStore models;
    private final RunRecords runs;
    private final ModelRegistry registry;
    private final Promotions promotions;
    private final ModelRelease release;
    private final Retention retention;
    private final ProgressReporter progress;
    private final Counter promoted;
    private final Counter refused;
    private final Tracing tracing;
    private final WorkLoop loop;
    private boolean begun;
    private boolean tidied;
    private volatile ServiceStatus latest = new ServiceStatus("train-service", true, 0, null, null, null, null, null);

    Trainer(
            TrainingConfig config,
            JobsConfig jobs,
            Buckets buckets,
            Datasets datasets,
            Triggers triggers,
            Searches searches,
            Ledger ledger,
            TrainingRun trainingRun,
            ModelRegistry registry,
            Promotions promotions,
            ModelRelease release,
            Retention retention,
            ProgressReporter progress,
            MeterRegistry meters,
            Tracing tracing) {
        // so that settings that can't be keep the service from starting, and not every training from beginning
        config.settings();
        this.config = config;
        this.jobs = jobs;
        this.datasets = datasets;
        this.triggers = triggers;
        this.searches = searches;
        this.ledger = ledger;
        this.trainingRun = trainingRun;
        this.models = buckets.model();
        this.runs = new RunRecords(models);
        this.registry = registry;
        this.promotions = promotions;
        this.release = release;
        this.retention = retention;
        this.progress = progress;
        // there from the start: an increase from nothing to one goes unseen
        this.promoted = meters.counter("toise.training.models", "decision", "promoted");
        this.refused = meters.counter("toise.training.models", "decision", "refused");
        this.tracing = tracing;
        this.loop = new WorkLoop("trainer", this::look);
        this.loop.nudge();
    }

    @Incoming("dataset-cleaned")
    void onDatasetCleaned(Event event) {
        if (event instanceof Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.problem());
        }
        loop.nudge();
    }

    @Scheduled(every = "${toise.training.look-every:30s}", delayed = "${toise.training.look-every:30s}")
    void lookNowAndThen() {
        loop.nudge();
    }

    @PreDestroy
    void stop() {
        loop.close();
    }

    ServiceStatus status() {
        return latest.with(loop.busy(), loop.looks());
    }

    /**
     * Asks for a training on whatever sales are there, and lets what failed for good be tried again.
     *
     * @return what is trained now; empty when the same sales and settings have made a model already
     */
    List<String> ask(Trigger trigger, String text, String by) {
        var asked = new LinkedHashSet<String>();
        for (var dataset : datasets.current()) {
            var reason = new TrainingReason(trigger, text, by, Instant.now());
            var search = searches.configured(dataset, reason);
            var training = search.flatMap(this::ended)
                    .map(result -> training(dataset, search.get(), result))
                    .orElseGet(() -> Training.configured(dataset, config.settings()));
            boolean searching = search.isPresent() && ended(search.get()).isEmpty();
            if (searching || registry.decision(training.version()).isEmpty()) {
                registry.trainBecause(search.map(SearchPlan::search).orElseGet(training::version), reason);
                runs.forget(output(training));
                asked.add(searching ? "search " + search.get().search() : output(training));
            }
            for (var winner : undecidedWinners(dataset)) {
                runs.forget(output(winner));
                asked.add(output(winner));
            }
        }
        loop.nudge();
        return List.copyOf(asked);
    }

    /** Of searches that have ended, whoever asked for them. */
    private List<Training> undecidedWinners(Dataset dataset) {
        return searches.plans(dataset).stream()
                .flatMap(plan -> ended(plan).map(result -> training(dataset, plan, result)).stream())
                .filter(winner -> registry.decision(winner.version()).isEmpty())
                .toList();
    }

    /**
     * Asks for a search on the newest sales.
     *
     * @return empty when there are no sales yet
     */
    Optional<SearchPlan> search(int trials, Long seed, String by) {
        var reason = new TrainingReason(
                Trigger.PERSON, "A search of " + trials + " trials was asked for by " + by, by, Instant.now());
        var asked = datasets.foremost()
                .map(dataset -> searches.ask(
                        searches.plan(dataset, trials, seed == null ? searches.configuredSeed() : seed, reason)));
        asked.ifPresent(plan -> registry.trainBecause(plan.search(), reason));
        loop.nudge();
        return asked;
    }

    private void look() throws InterruptedException {
        datasets.store().createBucketIfMissing();
        models.createBucketIfMissing();
        if (!begun) {
            runs.forgetFailures();
            begun = true;
        }
        var current = datasets.current();
        if (!tidied) {
            // live since before there was a history, or a crash came in between
            registry.champion().ifPresent(promotions::record);
        }
        searches.giveUpOutdated(current);
        // the newest last, so that it is what the status ends with and what the gate sees last
        for (var dataset : current) {
            ledger.score(dataset);
            loop.goesOn();
            train(dataset);
            for (var plan : searches.plans(dataset)) {
                train(dataset, plan);
            }
        }
        if (!tidied) {
            retention.apply();
            trainingRun.forgetOutdatedCheckpoints(datasets.current());
            tidied = true;
        }
    }

    /** As the configuration says. */
    private void train(Dataset dataset) throws InterruptedException {
        var plan = searches.configured(dataset, null);
        var training = Training.configured(dataset, config.settings());
        var name = plan.map(SearchPlan::search).orElseGet(training::version);
        if (plan.isEmpty() && registry.decision(training.version()).isPresent()) {
            done(training);
            return;
        }
        var reason = registry.reason(name).or(() -> triggers.of(dataset));
        if (reason.isEmpty()) {
            say(dataset, null, State.UNCHANGED, triggers.whyNot(dataset));
            return;
        }
        registry.trainBecause(name, reason.get());
        if (plan.isPresent()) {
            // from here on it is a search like one that a person asked for, and is run with those
            // one that has failed is for a person to ask for again
            if (ended(plan.get()).isEmpty()) {
                searches.configured(dataset, reason.get()).ifPresent(searches::ask);
            }
        } else {
            train(training);
        }
    }

    private void train(Dataset dataset, SearchPlan plan) throws InterruptedException {
        var known = ended(plan);
        if (known.isEmpty()) {
            if (!datasets.isCurrent(dataset)) {
                return;
            }
            say(dataset, null, State.RUNNING, "Searching for settings on " + dataset.name());
        }
        var result = known.isPresent() ? known : searches.run(plan, dataset, loop::goesOn);
        if (result.isEmpty()) {
            say(dataset, null, State.RUNNING, searches.whyNot().orElse("The search goes on at the next look"));
            return;
        }
        switch (result.get().state()) {
            case SUPERSEDED -> loop.nudge();
            case DONE, FAILED -> train(training(dataset, plan, result.get()));
        }
    }

    /** Of a search on sales that are in use: one that was given up while others were is to go on. */
    private Optional<SearchResult> ended(SearchPlan plan) {
        return searches.result(plan.search()).filter(result -> result.state() != SearchResult.State.SUPERSEDED);
    }

    /** Where every trial was lost, or those of the configuration were the best, they are trained with. */
    private Training training(Dataset dataset, SearchPlan plan, SearchResult result) {
        var configured = Training.configured(dataset, config.settings());
        if (result.settings() == null) {
            return configured;
        }
        boolean trainedAlready = result.settings().equals(configured.settings())
                && registry.decision(configured.version()).isPresent();
        return trainedAlready ? configured : new Training(dataset, result.settings(), plan);
    }

    private String output(Training training) {
        return config.model() + "/" + training.version();
    }

    private void train(Training training) throws InterruptedException {
        if (registry.decision(training.version()).isPresent()) {
            done(training);
            return;
        }
        runs.forgetFailureBefore(output(training), training.dataset().madeAt());
        boolean givenUp = runs.exhausted(output(training), jobs.attempts())
                && registry.report(training.version()).isEmpty();
        if (givenUp) {
            sayGivenUp(training);
            return;
        }
        try (var step =
                tracing.after("train", datasets.store(), training.dataset().prefix())) {
            step.with("toise.dataset", training.dataset().name()).with("toise.model", output(training));
            trainAndRelease(training);
        }
    }

    private void trainAndRelease(Training training) throws InterruptedException {
        while (registry.report(training.version()).isEmpty()) {
            if (!datasets.isCurrent(training.dataset())) {
                loop.nudge();
                return;
            }
            if (runs.exhausted(output(training), jobs.attempts())) {
                sayGivenUp(training);
                return;
            }
            say(
                    training.dataset(),
                    null,
                    State.RUNNING,
                    "Training " + output(training) + " on " + training.dataset().name());
            loop.goesOn();
            var run = trainingRun.attempt(training);
            loop.goesOn();
            if (run.state() == RunRecord.State.FAILED && run.attempts() < jobs.attempts()) {
                Thread.sleep(FIRST_PAUSE.multipliedBy(1L << run.attempts()).toMillis());
            }
        }
        release(training);
    }

    private void sayGivenUp(Training training) {
        var message = runs.find(output(training)).map(RunRecord::message).orElse("It failed");
        say(training.dataset(), null, State.FAILED, message);
    }

    private void release(Training training) {
        TracedStep.leaveIn(models, ObjectLayout.modelVersion(config.model(), training.version()));
        var decision = release.release(registry.report(training.version()).orElseThrow());
        if (decision.isEmpty()) {
            loop.nudge();
            return;
        }
        done(training);
        progress.ended(Step.TRAIN, output(training), state(decision.get()), reasons(decision.get()));
        (decision.get().promoted() ? promoted : refused).increment();
        tidied = false;
    }

    private void done(Training training) {
        registry.decision(training.version())
                .ifPresent(decision -> say(training.dataset(), output(training), state(decision), reasons(decision)));
    }

    private static State state(GateDecision decision) {
        return decision.promoted() ? State.SUCCEEDED : State.REFUSED;
    }

    private static String reasons(GateDecision decision) {
        return String.join(". ", decision.reasons());
    }

    private void say(Dataset dataset, String output, State state, String message) {
        latest = new ServiceStatus(
                "train-service", true, loop.looks(), dataset.name(), output, state, message, Instant.now());
    }
}
