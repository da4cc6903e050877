package fr.toise.bench.race;

import java.util.List;
import java.util.stream.Stream;

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
     * @param othersSeconds    what programs beside the benchmark took of the processors meanwhile
     */
    record Run(double seconds, double processorSeconds, double othersSeconds, long peakMiB) {

        private static final double LITTLE = 0.15;

        /** Whether others kept so much of a processor busy that its time is not to be trusted. */
        boolean isDisturbed() {
            return othersSeconds > LITTLE * seconds;
        }
    }

    /** The runs that nobody got in the way of; where there is none, all. */
    private Stream<Run> counted() {
        return isDisturbed() ? runs.stream() : runs.stream().filter(run -> !run.isDisturbed());
    }

    double seconds() {
        return median(counted().map(Run::seconds).sorted().toList());
    }

    double processorSeconds() {
        return median(counted().map(Run::processorSeconds).sorted().toList());
    }

    /** The most of all runs. */
    long peakMiB() {
        return runs.stream().mapToLong(Run::peakMiB).max().orElse(0);
    }

    boolean isDisturbed() {
        return runs.stream().allMatch(Run::isDisturbed);
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
