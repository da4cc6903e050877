package fr.toise.valuation.network;

/** The activation of the hidden layers: {@code x * Φ(x)}. */
final class Gelu {

    private static final float SQRT_HALF = (float) Math.sqrt(0.5);
    /** Beyond it, the error function of a number of 32 bits is one. */
    private static final float FARTHEST = 4;

    private Gelu() {}

    static void apply(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.5f * x[i] * (1 + erf(x[i] * SQRT_HALF));
        }
    }

    /** Eigen's rational approximation, right to about seven digits, without a branch, so that the compiler takes several at a time. */
    private static float erf(float x) {
        float a = Math.max(-FARTHEST, Math.min(FARTHEST, x));
        float square = a * a;
        float above = -2.72614225801306e-10f;
        above = above * square + 2.77068142495902e-08f;
        above = above * square - 2.10102402082508e-06f;
        above = above * square - 5.69250639462346e-05f;
        above = above * square - 7.34990630326855e-04f;
        above = above * square - 2.95459980854025e-03f;
        above = above * square - 1.60960333262415e-02f;
        float below = -1.45660718464996e-05f;
        below = below * square - 2.13374055278905e-04f;
        below = below * square - 1.68282697438203e-03f;
        below = below * square - 7.37332916720468e-03f;
        below = below * square - 1.42647390514189e-02f;
        return a * above / below;
    }
}
