package fr.toise.cleaning.accounting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * What a covariance is made of.
 *
 * @param ones     sum of the one column
 * @param others   sum of the other
 * @param products sum of the products of both
 */
record Moments(long count, BigInteger ones, BigInteger others, BigInteger products) {

    static final Moments NONE = new Moments(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    Moments plus(Moments more) {
        return new Moments(
                count + more.count, ones.add(more.ones), others.add(more.others), products.add(more.products));
    }

    /** Of the whole population; 0 where there is none. */
    double covariance() {
        if (count == 0) {
            return 0;
        }
        var scaled = BigInteger.valueOf(count).multiply(products).subtract(ones.multiply(others));
        var squared = BigDecimal.valueOf(count).pow(2);
        return new BigDecimal(scaled).divide(squared, MathContext.DECIMAL64).doubleValue();
    }
}
