package fr.toise.valuation.network;

import java.util.Arrays;

/**
 * One fully connected layer of one network.
 *
 * @param weight {@code (in, out)}
 * @param bias   {@code (out)}
 */
record Dense(float[][] weight, float[] bias) {

    /** The layer between numbers that each come in columns: {@code (in, columns)} becomes {@code (out, columns)}. */
    float[][] applyToColumns(float[][] x) {
        int columns = x[0].length;
        var weights = new float[bias.length][weight.length];
        var results = new float[bias.length][columns];
        for (int unit = 0; unit < bias.length; unit++) {
            for (int i = 0; i < weight.length; i++) {
                weights[unit][i] = weight[i][unit];
            }
            Arrays.fill(results[unit], bias[unit]);
        }
        addProducts(weights, x, results);
        return results;
    }

    /** One result for each row: {@code (rows, in)} becomes {@code (rows, out)}. */
    float[][] apply(float[][] x) {
        var results = new float[x.length][];
        Arrays.setAll(results, row -> bias.clone());
        addProducts(x, weight, results);
        return results;
    }

    /**
     * {@code into[row][c] += sum of x[row][i] * rows[i][c]}. Whole arrays, each from its start, four at a time: so the compiler takes several
     * columns at once, and writes them back less often. The same four for every row, before others push them out of the cache.
     */
    private static void addProducts(float[][] x, float[][] rows, float[][] into) {
        int i = 0;
        for (; i + 4 <= rows.length; i += 4) {
            for (int row = 0; row < x.length; row++) {
                addFour(x[row], i, rows, into[row]);
            }
        }
        for (; i < rows.length; i++) {
            for (int row = 0; row < x.length; row++) {
                addOne(x[row][i], rows[i], into[row]);
            }
        }
    }

    private static void addFour(float[] x, int i, float[][] rows, float[] into) {
        addFour(x[i], rows[i], x[i + 1], rows[i + 1], x[i + 2], rows[i + 2], x[i + 3], rows[i + 3], into);
    }

    private static void addFour(
            float xa, float[] a, float xb, float[] b, float xc, float[] c, float xd, float[] d, float[] into) {
        for (int at = 0; at < into.length; at++) {
            into[at] += xa * a[at] + xb * b[at] + xc * c[at] + xd * d[at];
        }
    }

    private static void addOne(float x, float[] row, float[] into) {
        for (int at = 0; at < into.length; at++) {
            into[at] += x * row[at];
        }
    }
}
