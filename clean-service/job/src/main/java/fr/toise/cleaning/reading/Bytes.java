package fr.toise.cleaning.reading;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes eight at a time. The JDK's own searches are as fast once its second compiler has been at them, which in a job of seconds
 * is too late.
 */
final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Bytes() {}

    /** Not zero where one of the eight bytes is: the lowest bit that is set is in the first of them, others can be wrong. */
    private static long zeros(long eight) {
        return (eight - EACH) & ~eight & HIGH_BITS;
    }

    /** How many of the eight bytes are zero. */
    private static int countZeros(long eight) {
        return Long.bitCount(~(((eight & LOW_BITS) + LOW_BITS) | eight | LOW_BITS));
    }

    /** @return the first place from {@code from} to before {@code to}; -1 where there is none */
    static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        long repeated = EACH * wanted;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = zeros((long) LONGS.get(bytes, at) ^ repeated);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** @return the last place from {@code from} to before {@code to}; -1 where there is none */
    static int lastIndexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** @param wanted at least two bytes */
    static int indexOf(byte[] bytes, byte[] wanted, int from, int to) {
        long first = EACH * wanted[0];
        long second = EACH * wanted[1];
        int at = from;
        for (; at <= to - Long.BYTES - 1; at += Long.BYTES) {
            // zero where both bytes are the wanted ones
            long different = (long) LONGS.get(bytes, at) ^ first | (long) LONGS.get(bytes, at + 1) ^ second;
            for (long found = zeros(different); found != 0; found &= found - 1) {
                int candidate = at + (Long.numberOfTrailingZeros(found) >> 3);
                if (isAt(bytes, candidate, wanted, to)) {
                    return candidate;
                }
            }
        }
        for (; at < to; at++) {
            if (isAt(bytes, at, wanted, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] wanted, int to) {
        if (at > to - wanted.length) {
            return false;
        }
        for (int each = 0; each < wanted.length; each++) {
            if (bytes[at + each] != wanted[each]) {
                return false;
            }
        }
        return true;
    }

    static int count(byte[] bytes, byte wanted, int from, int to) {
        long repeated = EACH * wanted;
        int count = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long different = (long) LONGS.get(bytes, at) ^ repeated;
            if (zeros(different) != 0) {
                count += countZeros(different);
            }
        }
        for (; at < to; at++) {
            count += bytes[at] == wanted ? 1 : 0;
        }
        return count;
    }
}
