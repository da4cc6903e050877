package fr.toise.cleaning.reading;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes eight at a time, and four times eight where there is nothing to be found. The JDK's own searches are as fast once its
 * second compiler has been at them, which in a job of seconds is too late. The first one knows no instruction for the bits of a long:
 * that is why they are counted by multiplying.
 */
final class Bytes {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int EIGHT = Long.BYTES;
    private static final int BLOCK = 4 * EIGHT;
    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Bytes() {}

    private static long eight(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Not zero where one of the eight bytes is: the lowest bit that is set is in the first of them, others can be wrong. */
    private static long zeros(long eight) {
        return (eight - EACH) & ~eight & HIGH_BITS;
    }

    /** Which of the bytes has the lowest of the {@link #zeros}. */
    private static int first(long zeros) {
        return (int) (((zeros - 1 & ~zeros & EACH) * EACH >>> 56) - 1);
    }

    /** A one in each of the eight bytes that is zero. */
    private static long onesForZeros(long eight) {
        return ~((eight & LOW_BITS) + LOW_BITS | eight | LOW_BITS) >>> 7;
    }

    /** @return the first place from {@code from} to before {@code to}; -1 where there is none */
    static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        long repeated = EACH * wanted;
        int at = from;
        while (at <= to - BLOCK
                && (zeros(eight(bytes, at) ^ repeated)
                                | zeros(eight(bytes, at + EIGHT) ^ repeated)
                                | zeros(eight(bytes, at + 2 * EIGHT) ^ repeated)
                                | zeros(eight(bytes, at + 3 * EIGHT) ^ repeated))
                        == 0) {
            at += BLOCK;
        }
        for (; at <= to - EIGHT; at += EIGHT) {
            long found = zeros(eight(bytes, at) ^ repeated);
            if (found != 0) {
                return at + first(found);
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
        while (at < to - EIGHT) {
            while (at < to - BLOCK
                    && (zeros(differences(bytes, at, first, second))
                                    | zeros(differences(bytes, at + EIGHT, first, second))
                                    | zeros(differences(bytes, at + 2 * EIGHT, first, second))
                                    | zeros(differences(bytes, at + 3 * EIGHT, first, second)))
                            == 0) {
                at += BLOCK;
            }
            for (int end = Math.min(at + BLOCK, to - EIGHT); at < end; at += EIGHT) {
                for (long found = zeros(differences(bytes, at, first, second)); found != 0; found &= found - 1) {
                    if (isAt(bytes, at + first(found), wanted, to)) {
                        return at + first(found);
                    }
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

    /** Zero in each of the eight bytes where the first one stands, and the second after it. */
    private static long differences(byte[] bytes, int at, long first, long second) {
        return eight(bytes, at) ^ first | eight(bytes, at + 1) ^ second;
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

    /**
     * How many there are of one byte, up to the first of another.
     *
     * @param position of the other one; the end of what was looked through where there is none
     */
    record Counted(int count, int position) {}

    /** Counts the {@code wanted} from {@code from} to before the first {@code stop}, or else {@code to}. */
    static Counted count(byte[] bytes, byte wanted, byte stop, int from, int to) {
        long wantedRepeated = EACH * wanted;
        long stopRepeated = EACH * stop;
        // what both have: a byte that has it may be one of them, and few others do
        long common = ~(wantedRepeated ^ stopRepeated);
        long either = wantedRepeated & common;
        int count = 0;
        int at = from;
        for (; at <= to - BLOCK; at += BLOCK) {
            long one = eight(bytes, at);
            long two = eight(bytes, at + EIGHT);
            long three = eight(bytes, at + 2 * EIGHT);
            long four = eight(bytes, at + 3 * EIGHT);
            if ((zeros(one & common ^ either)
                            | zeros(two & common ^ either)
                            | zeros(three & common ^ either)
                            | zeros(four & common ^ either))
                    != 0) {
                if ((zeros(one ^ stopRepeated)
                                | zeros(two ^ stopRepeated)
                                | zeros(three ^ stopRepeated)
                                | zeros(four ^ stopRepeated))
                        != 0) {
                    break;
                }
                long ones = onesForZeros(one ^ wantedRepeated)
                        + onesForZeros(two ^ wantedRepeated)
                        + onesForZeros(three ^ wantedRepeated)
                        + onesForZeros(four ^ wantedRepeated);
                count += (int) (ones * EACH >>> 56);
            }
        }
        for (; at < to && bytes[at] != stop; at++) {
            count += bytes[at] == wanted ? 1 : 0;
        }
        return new Counted(count, at);
    }
}
