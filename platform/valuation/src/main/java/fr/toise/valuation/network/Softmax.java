package fr.toise.valuation.network;

/** Turns scores into shares of one. */
final class Softmax {

    /** Below it there is no share to speak of. */
    private static final float LOWEST = -32;

    private static final float SMALLEST = exp(LOWEST);

    private Softmax() {}

    /** @param mask is added to the scores: a large negative number leaves one out */
    static void apply(float[] scores, float[] mask) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < scores.length; i++) {
            scores[i] += mask[i];
            highest = Math.max(highest, scores[i]);
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] = exp(scores[i] - highest) - SMALLEST;
        }
        float sum = 0;
        for (float score : scores) {
            sum += score;
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }

    /** Of a number that is not above 0, right to about five digits: {@code exp(x / 64)} by its series, to the power of 64; see {@link Gelu}. */
    private static float exp(float x) {
        float a = Math.max(LOWEST, x) / 64;
        float power = 1 + a * (1 + a / 2 * (1 + a / 3 * (1 + a / 4 * (1 + a / 5))));
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        power *= power;
        return power * power;
    }
}
