package fr.toise.contracts.model;

import java.util.Objects;

/**
 * A model against a rival on the same sales, by a paired bootstrap of the difference of their MdAPEs: below 0 the model is better.
 *
 * @param rival             {@code champion} or the name of a baseline
 * @param rows              sales that both were measured on
 * @param difference        MdAPE of the model less the rival's
 * @param low               2.5 % quantile of the difference
 * @param high              97.5 % quantile of the difference
 * @param probabilityBetter share of the resamples in which the model is better, 0 to 1
 */
public record Comparison(String rival, int rows, double difference, double low, double high, double probabilityBetter) {

    public Comparison {
        Objects.requireNonNull(rival, "rival");
    }
}
