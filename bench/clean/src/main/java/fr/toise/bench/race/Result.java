package fr.toise.bench.race;

import java.util.List;

/**
 * How a contestant did.
 *
 * @param seconds  of each run
 * @param peakMiB  the most of all runs
 * @param rows     sales that the last run left
 */
record Result(Contestant contestant, List<Double> seconds, long peakMiB, long rows) {

    double medianSeconds() {
        var sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
