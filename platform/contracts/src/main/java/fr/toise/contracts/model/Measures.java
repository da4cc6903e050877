package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;

/**
 * How well one estimator did on some sales. Errors are of the total price, as fractions: 0.1 is 10 %. A ratio is estimate over price.
 *
 * @param estimator        who estimated: {@code model}, {@code champion}, {@code arrondissement-median}, …
 * @param rows             sales that it was measured on
 * @param hitRate          share of the sales asked about that it had an answer for, before those were left out that another had none for
 * @param mdape            median absolute percentage error
 * @param mape             mean absolute percentage error
 * @param pe10             share of estimates within 10 % of the price
 * @param pe20             share of estimates within 20 % of the price
 * @param r2               coefficient of determination on the price; null where all prices are the same, of which there is nothing to explain
 * @param r2PerSquareMetre the same on €/m²
 * @param medianRatio      median ratio
 * @param cod              coefficient of dispersion: mean absolute deviation from the median ratio over the median ratio; IAAO: 0.05 to 0.15
 * @param prd              price-related differential: mean ratio over price-weighted mean ratio; IAAO: 0.98 to 1.03
 * @param prb              price-related bias: change of the ratio for a doubling of the value; IAAO: -0.05 to 0.05
 * @param coverage         share of prices inside the 80 % range; null for an estimator without one
 * @param relativeWidth    mean width of that range over the estimate; null for an estimator without one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measures(
        String estimator,
        int rows,
        double hitRate,
        double mdape,
        double mape,
        double pe10,
        double pe20,
        Double r2,
        Double r2PerSquareMetre,
        double medianRatio,
        double cod,
        double prd,
        double prb,
        Double coverage,
        Double relativeWidth) {

    public Measures {
        Objects.requireNonNull(estimator, "estimator");
    }
}
