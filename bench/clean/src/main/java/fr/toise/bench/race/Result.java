package fr.toise.bench.race;

import java.util.List;

/**
 * How a contestant did.
 *
 * @param rows sales that the last run left
 */
record Result(Contestant contestant, List<Run> runs, long rows) {

    /**
     * One run of its process.
     *
     * @param seconds          from its start to its end
     * @param processorSeconds user and system time
     */
    record Run(double seconds, double processorSeconds, long peakMiB) {}

    double seconds() {
        return median(runs.stream().map(Run::seconds).sorted().toList());
    }

    double processorSeconds() {
        return median(runs.stream().map(Run::processorSeconds).sorted().toList());
    }

    /** The most of all runs. */
    long peakMiB() {
        return runs.stream().mapToLong(Run::peakMiB).max().orElse(0);
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
