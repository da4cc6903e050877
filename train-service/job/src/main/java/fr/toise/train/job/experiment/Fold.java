package fr.toise.train.job.experiment;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.train.job.SalesRows;
import fr.toise.train.job.baseline.GradientBoosting;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.HoldOut;
import fr.toise.train.job.network.Checkpoints;
import fr.toise.train.job.network.NetworkTrainer;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.List;

/**
 * A span of sales, asked as a service would be asked that knows none of them: the market, the neighbours and the comparables end on the day
 * before the span.
 *
 * @param known sales before the span
 * @param asked sales of the span
 */
record Fold(List<Sale> known, List<Sale> asked) {

    /** The newest first. */
    static List<Fold> of(List<Sale> inOrderOfDate, int folds, double share) {
        var list = new ArrayList<Fold>();
        int size = (int) (inOrderOfDate.size() * share);
        for (int fold = 0; fold < folds; fold++) {
            int to = startOfDay(inOrderOfDate, inOrderOfDate.size() - fold * size);
            int from = startOfDay(inOrderOfDate, inOrderOfDate.size() - (fold + 1) * size);
            list.add(new Fold(inOrderOfDate.subList(0, from), inOrderOfDate.subList(from, to)));
        }
        return list;
    }

    private static int startOfDay(List<Sale> sales, int at) {
        int start = at;
        while (start > 0
                && start < sales.size()
                && sales.get(start).saleDate().equals(sales.get(start - 1).saleDate())) {
            start--;
        }
        return start;
    }

    /** What the networks and the baselines say of the sales that were asked. */
    List<Estimates> estimates(TrainingSettings settings) {
        var history = new SalesHistory(known, new HistorySettings(settings.indexDays(), settings.halfLifeDays()));
        var rows = SalesRows.of(history, HoldOut.none(history), settings);
        var extractor = new FeatureExtractor(history);
        var features = asked.parallelStream()
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
        return List.of(
                Estimates.ofResiduals("model", history, asked, networks(rows, features, settings)),
                Estimates.ofResiduals("gradient-boosting", history, asked, boosted(rows, features)),
                Estimates.of(
                        "arrondissement-median",
                        asked,
                        sale -> history.communeMedian(sale.commune(), sale.saleDate())
                                        .orElse(Double.NaN)
                                * sale.area()));
    }

    private static double[] networks(SalesRows rows, List<Features> features, TrainingSettings settings) {
        var trainer = new NetworkTrainer(settings, NetworkTrainer.shape(settings), Checkpoints.NONE, "experiment");
        return rows.residuals(trainer.train(rows.toLearn(), null, epoch -> {}).networks(), features);
    }

    private static double[] boosted(SalesRows rows, List<Features> features) {
        return GradientBoosting.answers(
                rows.learned().stream().map(Features::flat).toList(),
                rows.targets(),
                features.stream().map(Features::flat).toList(),
                1);
    }
}
