package fr.toise.bench.nation;

import java.util.List;
import java.util.SplittableRandom;

/** What happens, and how much: the same from the same seed on every machine and JDK. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean happens(double probability) {
        return random.nextInt() >>> 1 < probability * 0x1p31;
    }

    double between(double from, double to) {
        return from + (random.nextLong() >>> 11) * 0x1p-53 * (to - from);
    }

    /** From 0 to before {@code bound}. */
    int below(int bound) {
        return (int) ((random.nextInt() & 0xffff_ffffL) * bound >>> 32);
    }

    int whole(int from, int to) {
        return from + below(to - from + 1);
    }

    /** Mean 0, standard deviation 1: nearly the normal distribution, whose exact form differs between JDKs. */
    double bell() {
        long bits = random.nextLong();
        long other = random.nextLong();
        long sum = (bits & 0xffff_ffffL) + (bits >>> 32) + (other & 0xffff_ffffL) + (other >>> 32);
        return (sum * 0x1p-32 - 2) * 1.7320508075688772;
    }

    <T> T of(List<T> some) {
        return some.get(below(some.size()));
    }
}
