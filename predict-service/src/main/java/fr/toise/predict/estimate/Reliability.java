package fr.toise.predict.estimate;

import fr.toise.predict.estimate.Estimate.Probabilities;
import fr.toise.valuation.ErrorDistribution;

/** What the distribution of a flat's errors says of an estimate. */
final class Reliability {

    /** Share of a normal distribution within one standard deviation. */
    private static final double ONE_DEVIATION = 0.6827;

    private Reliability() {}

    /**
     * Half the width of the middle two thirds, as a fraction of the estimate. It is the standard deviation where errors are normal; theirs have
     * tails of symbolic prices and typing errors, of which a standard deviation would say more than of the flat.
     *
     * @param errors of {@code log(price / estimate)}
     */
    static double fsd(ErrorDistribution errors) {
        double low = Math.exp(errors.quantile((1 - ONE_DEVIATION) / 2));
        double high = Math.exp(errors.quantile((1 + ONE_DEVIATION) / 2));
        return (high - low) / 2;
    }

    static Probabilities probabilities(ErrorDistribution errors) {
        return new Probabilities(
                Rounding.share(within(errors, 0.05)),
                Rounding.share(within(errors, 0.10)),
                Rounding.share(within(errors, 0.20)));
    }

    private static double within(ErrorDistribution errors, double share) {
        return errors.cumulative(Math.log1p(share)) - errors.cumulative(Math.log1p(-share));
    }
}
