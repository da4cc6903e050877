package fr.toise.cleaning.accounting;

import fr.toise.cleaning.judging.Candidate;
import fr.toise.contracts.job.DatasetProfile.Correlation;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Pearson's coefficients of each two columns, of the sales that have both. */
final class Correlations implements Serializable {

    private static final List<Column> COLUMNS =
            List.of("price", "price_per_square_metre", "area", "rooms", "outbuildings", "longitude", "latitude")
                    .stream()
                    .map(name -> Column.ALL.stream()
                            .filter(column -> column.name().equals(name))
                            .findFirst()
                            .orElseThrow())
                    .toList();

    private static final int NUMBER = COLUMNS.size();

    /** Of the sales that have the same columns. */
    private static final class Sums implements Serializable {

        private long count;
        private final ExactSum[] sums = zeros(NUMBER);
        private final ExactSum[] products = zeros(NUMBER * NUMBER);

        private static ExactSum[] zeros(int number) {
            var zeros = new ExactSum[number];
            for (int at = 0; at < number; at++) {
                zeros[at] = new ExactSum();
            }
            return zeros;
        }

        void add(long[] values) {
            count++;
            for (int one = 0; one < NUMBER; one++) {
                sums[one].add(values[one]);
                for (int other = 0; other <= one; other++) {
                    products[one * NUMBER + other].addProduct(values[one], values[other]);
                }
            }
        }

        void merge(Sums more) {
            count += more.count;
            for (int at = 0; at < sums.length; at++) {
                sums[at].merge(more.sums[at]);
            }
            for (int at = 0; at < products.length; at++) {
                products[at].merge(more.products[at]);
            }
        }

        Moments moments(int one, int other) {
            return new Moments(
                    count,
                    sums[one].value(),
                    sums[other].value(),
                    products[Math.max(one, other) * NUMBER + Math.min(one, other)].value());
        }
    }

    /** By the columns that the sales have, a bit for each: the number of rooms is often missing. */
    private final TreeMap<Integer, Sums> byPresence = new TreeMap<>();

    void add(Candidate sale) {
        var values = new long[NUMBER];
        int presence = 0;
        for (int at = 0; at < NUMBER; at++) {
            double value = COLUMNS.get(at).number().applyAsDouble(sale);
            if (!Double.isNaN(value)) {
                presence |= 1 << at;
                values[at] = ExactSum.inParts(value, COLUMNS.get(at).partsOfTheUnit());
            }
        }
        byPresence.computeIfAbsent(presence, none -> new Sums()).add(values);
    }

    void merge(Correlations other) {
        other.byPresence.forEach((presence, sums) ->
                byPresence.computeIfAbsent(presence, none -> new Sums()).merge(sums));
    }

    Correlation correlation() {
        var rows = new ArrayList<List<Double>>();
        for (int one = 0; one < NUMBER; one++) {
            var row = new ArrayList<Double>();
            for (int other = 0; other < NUMBER; other++) {
                row.add(coefficient(one, other));
            }
            rows.add(row);
        }
        return new Correlation(COLUMNS.stream().map(Column::name).toList(), rows);
    }

    /** Null where one of them never differs. */
    private Double coefficient(int one, int other) {
        int both = 1 << one | 1 << other;
        double variances = moments(both, one, one).covariance()
                * moments(both, other, other).covariance();
        if (!(variances > 0)) {
            return null;
        }
        double coefficient = moments(both, one, other).covariance() / Math.sqrt(variances);
        return Math.round(Math.max(-1, Math.min(1, coefficient)) * 1e4) / 1e4;
    }

    private Moments moments(int presence, int one, int other) {
        var moments = Moments.NONE;
        for (var sums : byPresence.entrySet()) {
            if ((sums.getKey() & presence) == presence) {
                moments = moments.plus(sums.getValue().moments(one, other));
            }
        }
        return moments;
    }
}
