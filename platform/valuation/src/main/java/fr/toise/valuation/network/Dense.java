package fr.toise.valuation.network;

import java.util.Arrays;

/**
 * One fully connected layer of one network.
 *
 * @param weight  {@code (in, out)}
 * @param columns the same by its columns: {@code (out, in)}
 * @param bias    {@code (out)}
 */
record Dense(float[][] weight, float[][] columns, float[] bias) {

    Dense(float[][] weight, float[] bias) {
        this(weight, transposed(weight, bias.length), bias);
    }

    private static float[][] transposed(float[][] rows, int columns) {
        var transposed = new float[columns][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][i] = rows[i][column];
            }
        }
        return transposed;
    }

    /** The layer between numbers that each come in columns: {@code (in, columns)} becomes {@code (out, columns)}. */
    float[][] applyToColumns(float[][] x) {
        var results = new float[bias.length][];
        for (int unit = 0; unit < bias.length; unit++) {
            results[unit] = new float[x[0].length];
            Arrays.fill(results[unit], bias[unit]);
        }
        addProducts(columns, x, results);
        return results;
    }

    /** One of the layer's results for one row. */
    float apply(float[] x, int unit) {
        var weights = columns[unit];
        float a = bias[unit];
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        // four sums, for each addition waits for the one before
        for (; i + 4 <= x.length; i += 4) {
            a += x[i] * weights[i];
            b += x[i + 1] * weights[i + 1];
            c += x[i + 2] * weights[i + 2];
            d += x[i + 3] * weights[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * weights[i];
        }
        return a + b + c + d;
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
