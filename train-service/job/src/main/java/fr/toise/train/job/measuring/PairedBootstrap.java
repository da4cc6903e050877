package fr.toise.train.job.measuring;

import fr.toise.contracts.model.Comparison;
import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Whether one estimator's MdAPE is below another's by more than the choice of the sales explains: the same resample for both, many times. */
final class PairedBootstrap {

    private static final int RESAMPLES = 1_000;
    private static final long SEED = 20_230_501;

    private PairedBootstrap() {}

    static Comparison compare(List<Sale> sales, Estimates model, Estimates rival) {
        var errors = errors(sales, model);
        var rivals = errors(sales, rival);
        int rows = errors.length;
        var random = new SplittableRandom(SEED);
        var differences = new double[RESAMPLES];
        var resample = new double[rows];
        var rivalResample = new double[rows];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int row = 0; row < rows; row++) {
                int drawn = random.nextInt(rows);
                resample[row] = errors[drawn];
                rivalResample[row] = rivals[drawn];
            }
            differences[i] = Evaluation.median(resample) - Evaluation.median(rivalResample);
        }
        Arrays.sort(differences);
        return new Comparison(
                rival.estimator(),
                rows,
                Evaluation.median(errors) - Evaluation.median(rivals),
                differences[(int) (0.025 * RESAMPLES)],
                differences[(int) (0.975 * RESAMPLES) - 1],
                Arrays.stream(differences).filter(difference -> difference < 0).count() / (double) RESAMPLES);
    }

    private static double[] errors(List<Sale> sales, Estimates estimates) {
        var errors = new double[sales.size()];
        for (int i = 0; i < errors.length; i++) {
            double price = sales.get(i).price();
            errors[i] = Math.abs(estimates.values()[i] - price) / price;
        }
        return errors;
    }
}
