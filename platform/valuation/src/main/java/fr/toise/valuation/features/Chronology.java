package fr.toise.valuation.features;

import java.util.function.IntToLongFunction;

/** Things in order of day. */
final class Chronology {

    private Chronology() {}

    /**
     * How many of them are of a day strictly before a given one: the first so many.
     *
     * @param dayOf the day of the thing at a position
     */
    static int countBefore(int size, IntToLongFunction dayOf, long day) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dayOf.applyAsLong(middle) < day) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
