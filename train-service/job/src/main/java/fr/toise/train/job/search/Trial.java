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
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Trains with some settings on the older sales and measures on newer ones, none of which are of the hold-out. */
public final class Trial {

    private Trial() {}

    /** @param sales all of them; the hold-out is cut off here */
    public static TrialReport run(
            String search,
            int trial,
            int rung,
            TrainingSettings settings,
            List<Sale> sales,
            Consumer<JobProgress> progress) {
        var rows = SalesRows.of(withoutHoldOut(sales, settings), settings);
        var heldOut = rows.heldOutSales();
        long begun = System.nanoTime();
        var trainer = new NetworkTrainer(settings, NetworkTrainer.shape(settings), Checkpoints.NONE, "trial");
        var trained = trainer.train(
                rows.toLearn(),
                null,
                epoch -> progress.accept(new JobProgress(epoch, settings.epochs(), "epochs", "Trial " + trial)));
        double seconds = (System.nanoTime() - begun) / 1e9;
        var estimates = Estimates.ofResiduals(
                "trial", rows.history(), heldOut, rows.residuals(trained.networks(), rows.asked()));
        return new TrialReport(
                search,
                trial,
                rung,
                settings,
                rows.learned().size(),
                Evaluation.measure(heldOut, estimates, 1),
                seconds,
                Instant.now());
    }

    private static List<Sale> withoutHoldOut(List<Sale> sales, TrainingSettings settings) {
        var history = new SalesHistory(sales, new HistorySettings(settings.indexDays(), settings.halfLifeDays()));
        var from = HoldOut.newest(history, settings.holdOutShare())
                .heldOutSales(history)
                .get(0)
                .saleDate();
        return sales.stream().filter(sale -> sale.saleDate().isBefore(from)).toList();
    }
}
