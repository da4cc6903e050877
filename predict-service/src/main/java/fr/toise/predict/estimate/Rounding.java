package fr.toise.predict.estimate;

/** To what the figures can carry, and to what identifies nobody. */
final class Rounding {

    private Rounding() {}

    /** To 1,000 € from 100,000 € on, to 100 € below. */
    static long price(double amount) {
        return nearest(amount, amount >= 100_000 ? 1_000 : 100);
    }

    static long distance(double metres) {
        return nearest(metres, 10);
    }

    static double position(double degrees) {
        return Math.round(degrees * 1_000) / 1_000.0;
    }

    static double share(double share) {
        return Math.round(share * 100) / 100.0;
    }

    private static long nearest(double value, long step) {
        return Math.round(value / step) * step;
    }
}
