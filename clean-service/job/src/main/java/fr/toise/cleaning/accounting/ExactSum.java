package fr.toise.cleaning.accounting;

import java.io.Serializable;
import java.math.BigInteger;

/** A sum of 128 bits: unlike one of doubles it doesn't depend on the order of what is added. */
final class ExactSum implements Serializable {

    /** The largest number that is added up as it is; products of two such can be added up a billion times. */
    private static final double LARGEST = 1L << 47;

    private long high;
    private long low;

    /** The value in whole parts, of which there are so many to the unit. */
    static long inParts(double value, long toTheUnit) {
        return Math.round(Math.max(-LARGEST, Math.min(LARGEST, value * toTheUnit)));
    }

    void add(long value) {
        add(value >> 63, value);
    }

    void addProduct(long one, long other) {
        add(Math.multiplyHigh(one, other), one * other);
    }

    void merge(ExactSum other) {
        add(other.high, other.low);
    }

    private void add(long otherHigh, long otherLow) {
        low += otherLow;
        boolean carries = Long.compareUnsigned(low, otherLow) < 0;
        high += otherHigh + (carries ? 1 : 0);
    }

    BigInteger value() {
        var lowBits = BigInteger.valueOf(low >>> 1).shiftLeft(1).or(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).add(lowBits);
    }
}
