package fr.toise.train.job.search;

import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.job.TrialReport;
import fr.toise.train.job.SalesRows;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Evaluation;
import fr.toise.train.job.measuring.HoldOut;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.train.job.network.NetworkTrainer;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Trains with some settings on the older sales and measures on newer ones, none of which are of the hold-out. */
final class Trial {

    private Trial() {}

    /**
     * @param indexDays of the configuration, by which every trial of a search is measured on the same sales
     * @param sales     all of them; the hold-out is cut off here
     */
    public static TrialReport run(
            String search,
            int trial,
            int rung,
            TrainingSettings settings,
            int indexDays,
            List<Sale> sales,
            Consumer<JobProgress> progress) {
        var known = before(newest(sales, settings, indexDays), sales);
        var asked = newest(known, settings, indexDays);
        var history = new SalesHistory(known, new HistorySettings(settings.indexDays(), settings.halfLifeDays()));
        // settings that leave one of them without an answer are no rival, and the trial is lost
        asked.forEach(sale -> history.marketLevel(sale.department(), sale.saleDate()));
        var rows = SalesRows.of(history, HoldOut.before(history, asked.get(0).saleDate()), settings);
        var extractor = new FeatureExtractor(history);
        var features = asked.parallelStream()
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
        long begun = System.nanoTime();
        var trainer = new NetworkTrainer(settings, NetworkTrainer.shape(settings), Checkpoints.NONE, "trial");
        var trained = trainer.train(
                rows.toLearn(),
                null,
                epoch -> progress.accept(new JobProgress(epoch, settings.epochs(), "epochs", "Trial " + trial)));
        double seconds = (System.nanoTime() - begun) / 1e9;
        var estimates = Estimates.ofResiduals("trial", history, asked, rows.residuals(trained.networks(), features));
        return new TrialReport(
                search,
                trial,
                rung,
                settings,
                rows.learned().size(),
                Evaluation.measure(asked, estimates, 1),
                seconds,
                Instant.now());
    }

    /** As they are held out with the settings of the configuration. */
    private static List<Sale> newest(List<Sale> sales, TrainingSettings settings, int indexDays) {
        var history = new SalesHistory(sales, new HistorySettings(indexDays, settings.halfLifeDays()));
        return HoldOut.newest(history, settings.holdOutShare()).heldOutSales(history);
    }

    private static List<Sale> before(List<Sale> heldOut, List<Sale> sales) {
        var from = heldOut.get(0).saleDate();
        return sales.stream().filter(sale -> sale.saleDate().isBefore(from)).toList();
    }
}
