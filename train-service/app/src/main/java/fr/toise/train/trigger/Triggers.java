package fr.toise.train.trigger;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.TrainingReason;
import fr.toise.contracts.model.TrainingReason.Trigger;
import fr.toise.train.dataset.Dataset;
import fr.toise.train.dataset.Datasets;
import fr.toise.train.ledger.Ledger;
import fr.toise.train.registry.ModelRegistry;
import fr.toise.train.trigger.TriggersConfig.NewData;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether sales that no model was trained on yet are to be trained on, and why. What a person or the schedule asked for is not asked here. */
@ApplicationScoped
public class Triggers {

    private final TriggersConfig config;
    private final Datasets datasets;
    private final ModelRegistry registry;
    private final Ledger ledger;

    Triggers(TriggersConfig config, Datasets datasets, ModelRegistry registry, Ledger ledger) {
        this.config = config;
        this.datasets = datasets;
        this.registry = registry;
        this.ledger = ledger;
    }

    /** The most telling one; empty when the dataset is to wait for another. */
    public Optional<TrainingReason> of(Dataset dataset) {
        var live = registry.champion().filter(champion -> !champion.madeUp() || dataset.madeUp());
        if (live.isEmpty()) {
            return because(Trigger.NEW_DATA, "There is no live model of such sales yet: " + dataset.name());
        }
        return ledgerDrift(dataset, live.get()).or(() -> inputDrift(dataset)).or(() -> newData(dataset));
    }

    private Optional<TrainingReason> newData(Dataset dataset) {
        return switch (config.newData()) {
            case ALWAYS -> because(Trigger.NEW_DATA, "New sales or settings: " + dataset.name());
            case ON_DRIFT -> Optional.empty();
        };
    }

    private Optional<TrainingReason> inputDrift(Dataset dataset) {
        return datasets.drift(dataset).flatMap(drift -> drift.populationStability().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(shift -> shift.getValue() > config.maximumPopulationShift())
                .flatMap(shift -> because(
                        Trigger.INPUT_DRIFT,
                        "The sales of %s have drifted from %s: %s has a PSI of %.2f, above %s",
                        dataset.name(),
                        drift.previousVersion(),
                        shift.getKey(),
                        shift.getValue(),
                        config.maximumPopulationShift())));
    }

    private Optional<TrainingReason> ledgerDrift(Dataset dataset, Champion live) {
        var holdOut = registry.report(live.version()).map(TrainingReport::measures);
        var score = ledger.entry(live.version(), dataset).map(LedgerEntry::measures);
        if (holdOut.isEmpty() || score.isEmpty()) {
            return Optional.empty();
        }
        double bound = holdOut.get().mdape() * config.maximumLedgerFactor();
        boolean drifted =
                score.get().rows() >= config.minimumLedgerSales() && score.get().mdape() > bound;
        if (!drifted) {
            return Optional.empty();
        }
        return because(
                Trigger.LEDGER_DRIFT,
                "The live model %s has an MdAPE of %.2f %% on the %,d new sales of %s, above %.2f %%, which is %s times that on its hold-out",
                live.version(),
                score.get().mdape() * 100,
                score.get().rows(),
                dataset.name(),
                bound * 100,
                config.maximumLedgerFactor());
    }

    /** What is said of a dataset that waits. */
    public String whyNot(Dataset dataset) {
        return "%s has not drifted, so nothing is trained on it%s; ./toise train does so all the same"
                .formatted(
                        dataset.name(),
                        config.newData() == NewData.ON_DRIFT
                                        && !config.schedule().equals(TriggersConfig.OFF)
                                ? " before the schedule says so"
                                : "");
    }

    private static Optional<TrainingReason> because(Trigger trigger, String text, Object... values) {
        return Optional.of(new TrainingReason(trigger, String.format(Locale.ROOT, text, values), null, Instant.now()));
    }
}
