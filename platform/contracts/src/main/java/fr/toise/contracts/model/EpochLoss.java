package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Mean absolute error after an epoch, in units of the target.
 *
 * @param epoch    from 1
 * @param training on what was learned from, while it was learned
 * @param heldOut  on the hold-out, which nothing was chosen by; null where none was given
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EpochLoss(int epoch, Double training, Double heldOut) {

    public EpochLoss {
        training = number(training);
        heldOut = number(heldOut);
    }

    /** JSON has no other numbers: they would be written as text. */
    private static Double number(Double loss) {
        return loss == null || !Double.isFinite(loss) ? null : loss;
    }
}
