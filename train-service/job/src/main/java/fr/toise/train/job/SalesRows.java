package fr.toise.train.job;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.train.job.measuring.HoldOut;
import fr.toise.train.job.network.TrainingRows;
import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.sales.Sale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sales in numbers: those to learn from and, newer, those held out, encoded by what the former tell.
 *
 * @param learned features of the sales to learn from
 * @param targets log €/m² over the market's level, one for each of them
 * @param asked   features of the sales held out
 * @param answers the same of them, for following the loss alone
 */
public record SalesRows(
        SalesHistory history,
        HoldOut holdOut,
        Encoding encoding,
        List<Features> learned,
        double[] targets,
        List<Features> asked,
        double[] answers) {

    public static SalesRows of(List<Sale> sales, TrainingSettings settings) {
        var history = new SalesHistory(sales, new HistorySettings(settings.indexDays(), settings.halfLifeDays()));
        return of(history, HoldOut.newest(history, settings.holdOutShare()), settings);
    }

    public static SalesRows of(SalesHistory history, HoldOut holdOut, TrainingSettings settings) {
        var extractor = new FeatureExtractor(history);
        var learned = extract(extractor, history, holdOut.training());
        var targets = residuals(history, holdOut.training());
        return new SalesRows(
                history,
                holdOut,
                Encoding.learn(learned, targets, Encoding.groups(settings.without())),
                learned,
                targets,
                extract(extractor, history, holdOut.heldOut()),
                residuals(history, holdOut.heldOut()));
    }

    private static List<Features> extract(FeatureExtractor extractor, SalesHistory history, List<Integer> which) {
        return which.parallelStream()
                .map(history.sales()::get)
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
    }

    private static double[] residuals(SalesHistory history, List<Integer> which) {
        return which.stream()
                .mapToDouble(sale -> history.residual(sale).orElseThrow())
                .toArray();
    }

    public List<Sale> learnedSales() {
        return holdOut.training().stream().map(history.sales()::get).toList();
    }

    public List<Sale> heldOutSales() {
        return holdOut.heldOutSales(history);
    }

    public TrainingRows toLearn() {
        return rows(learned, targets);
    }

    public TrainingRows heldOut() {
        return rows(asked, answers);
    }

    /** Those to learn from and those held out. */
    public TrainingRows all() {
        var features = new ArrayList<>(learned);
        features.addAll(asked);
        var residuals = Arrays.copyOf(targets, targets.length + answers.length);
        System.arraycopy(answers, 0, residuals, targets.length, answers.length);
        return rows(features, residuals);
    }

    /** What networks say of flats, as log €/m² over the market's level. */
    public double[] residuals(NetworkEnsemble networks, List<Features> features) {
        return features.parallelStream()
                .mapToDouble(each -> networks.predict(encoding.encode(each)).estimate() * encoding.targetScale())
                .toArray();
    }

    private TrainingRows rows(List<Features> features, double[] residuals) {
        var scaled = new float[residuals.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (residuals[i] / encoding.targetScale());
        }
        return new TrainingRows(features.stream().map(encoding::encode).toList(), scaled);
    }
}
