package fr.toise.train.ledger;

import fr.toise.contracts.job.RunRecord.State;
import fr.toise.contracts.job.ScoringArguments;
import fr.toise.contracts.job.ScoringArguments.Scored;
import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.LedgerPage;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.jobs.JobsConfig;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import fr.toise.service.storage.JobStorage;
import fr.toise.service.work.RunRecords;
import fr.toise.train.dataset.Dataset;
import fr.toise.train.dataset.Datasets;
import fr.toise.train.registry.ModelRegistry;
import fr.toise.train.registry.Promotions;
import fr.toise.train.training.TrainingConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Has the models that were live last scored on new sales, and keeps what came of it. */
@ApplicationScoped
public class Ledger {

    private static final String MAIN_CLASS = "fr.toise.train.job.ledger.ScoringJob";

    private final String model;
    private final LedgerConfig config;
    private final JobsConfig jobs;
    private final ObjectStore store;
    private final Datasets datasets;
    private final ModelRegistry registry;
    private final Promotions promotions;
    private final JobLauncher launcher;
    private final JobStorage jobStorage;
    private final RunRecords runs;
    private final MultiGauge mdape;
    private final MultiGauge coverage;
    private final MultiGauge sales;

    Ledger(
            TrainingConfig training,
            LedgerConfig config,
            JobsConfig jobs,
            Buckets buckets,
            Datasets datasets,
            ModelRegistry registry,
            Promotions promotions,
            JobLauncher launcher,
            JobStorage jobStorage,
            MeterRegistry meters) {
        this.model = training.model();
        this.config = config;
        this.jobs = jobs;
        this.store = buckets.model();
        this.datasets = datasets;
        this.registry = registry;
        this.promotions = promotions;
        this.launcher = launcher;
        this.jobStorage = jobStorage;
        this.runs = new RunRecords(store);
        this.mdape = MultiGauge.builder("toise.ledger.mdape")
                .description(
                        "MdAPE of a model that is or was live, on the newest sales that it did not know, as a fraction")
                .register(meters);
        this.coverage = MultiGauge.builder("toise.ledger.coverage")
                .description("Share of those sales inside its 80 % range")
                .register(meters);
        this.sales = MultiGauge.builder("toise.ledger.sales")
                .description("How many they are: a few say nothing of a model")
                .register(meters);
    }

    /** Scores what is missing on a dataset. What goes wrong is tried again as often as a job may, and keeps nobody from training. */
    public void score(Dataset dataset) throws InterruptedException {
        var missing = promotions.latest(config.champions()).stream()
                .map(registry::report)
                .flatMap(Optional::stream)
                .filter(report -> report.madeUp() == dataset.madeUp())
                // it knew all of them
                .filter(report ->
                        !report.datasetVersion().equals(dataset.report().version()))
                .map(TrainingReport::version)
                .filter(version -> entry(version, dataset).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            score(dataset, missing);
        }
        showMeters();
    }

    private void score(Dataset dataset, List<String> versions) throws InterruptedException {
        var name = ObjectLayout.nameFor(List.of(
                dataset.name(), String.join(",", versions.stream().sorted().toList())));
        var output = model + "/ledger/" + name;
        runs.forgetFailureBefore(output, dataset.madeAt());
        if (runs.exhausted(output, jobs.attempts())) {
            return;
        }
        var job = new Job("score-" + name, MAIN_CLASS, arguments(dataset, versions), jobStorage.environment());
        var run = runs.running(runs.submitted(output, dataset.name(), job.name()));
        var outcome = launcher.attempt(job, said -> {});
        var left = versions.stream()
                .filter(version -> entry(version, dataset).isEmpty())
                .toList();
        if (outcome.succeeded() && left.isEmpty()) {
            runs.ended(run, State.SUCCEEDED, "Scored " + versions);
            return;
        }
        var message = "Scoring earlier models on " + dataset.name() + " failed: "
                + (outcome.succeeded() ? "it ended well and left no entry for " + left : outcome.lastWords());
        runs.failed(run, outcome, jobs.attempts(), message);
    }

    private ScoringArguments arguments(Dataset dataset, List<String> versions) {
        return new ScoringArguments(
                model,
                dataset.report().dataset(),
                dataset.report().version(),
                datasets.store().uri(dataset.prefix()),
                versions.stream()
                        .map(version -> new Scored(
                                version,
                                store.uri(ObjectLayout.modelVersion(model, version)),
                                store.uri(key(version, dataset))))
                        .toList());
    }

    private String key(String version, Dataset dataset) {
        return ObjectLayout.ledgerEntry(model, version, dataset.report().version());
    }

    /** What a model says of the sales of a dataset; empty where it was not scored. */
    public Optional<LedgerEntry> entry(String version, Dataset dataset) {
        return store.read(key(version, dataset), LedgerEntry.class);
    }

    /** Every model that was live, the last first. */
    public List<LedgerPage> pages() {
        var live = registry.champion().map(Champion::version);
        var history = promotions.history();
        return promotions.latest(Integer.MAX_VALUE).stream()
                .map(version -> new LedgerPage(
                        version,
                        live.filter(version::equals).isPresent(),
                        history.stream()
                                .filter(champion -> champion.version().equals(version))
                                .map(Champion::promotedAt)
                                .reduce((first, last) -> last)
                                .orElse(null),
                        registry.report(version).map(TrainingReport::measures).orElse(null),
                        entries(version)))
                .toList();
    }

    private List<LedgerEntry> entries(String version) {
        return Documents.all(store, ObjectLayout.ledger(model) + version + "/", LedgerEntry.class).stream()
                .sorted(Comparator.comparing(LedgerEntry::scoredAt).reversed())
                .toList();
    }

    private void showMeters() {
        var newest = promotions.latest(config.champions()).stream()
                .flatMap(version -> entries(version).stream().limit(1))
                .filter(entry -> entry.measures() != null)
                .toList();
        var live = registry.champion().map(Champion::version).orElse("");
        mdape.register(rows(newest, live, Measures::mdape), true);
        coverage.register(
                rows(
                        newest.stream()
                                .filter(entry -> entry.measures().coverage() != null)
                                .toList(),
                        live,
                        Measures::coverage),
                true);
        sales.register(rows(newest, live, measures -> (double) measures.rows()), true);
    }

    private static List<Row<?>> rows(List<LedgerEntry> entries, String live, Function<Measures, Double> figure) {
        return entries.stream()
                .<Row<?>>map(entry -> Row.of(
                        Tags.of(
                                "model",
                                entry.model(),
                                "version",
                                entry.version(),
                                "live",
                                String.valueOf(entry.version().equals(live))),
                        figure.apply(entry.measures())))
                .toList();
    }
}
