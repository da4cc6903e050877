package fr.toise.contracts.model;

/**
 * Mean absolute error after an epoch, in units of the target.
 *
 * @param epoch    from 1
 * @param training on what was learned from, while it was learned
 * @param heldOut  on the hold-out, which nothing was chosen by; NaN where none was given
 */
public record EpochLoss(int epoch, double training, double heldOut) {}
