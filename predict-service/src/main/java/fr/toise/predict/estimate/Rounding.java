package fr.toise.predict.estimate;

/** To what the figures can carry, and to what identifies nobody. */
final class Rounding {

    private Rounding() {}

    /** To 1,000 € from 100,000 € on, to 100 € below. */
    static long price(double amount) {
        return nearest(amount, step(amount));
    }

    private static long step(double amount) {
        return amount >= 100_000 ? 1_000 : 100;
    }

    /** Amounts that add up to a price, rounded as that price is and so that they add up to it rounded. */
    static long[] addingUp(double... amounts) {
        double total = 0;
        for (double amount : amounts) {
            total += amount;
        }
        long step = step(total);
        var rounded = new long[amounts.length];
        double sum = 0;
        long roundedSum = 0;
        for (int i = 0; i < amounts.length; i++) {
            sum += amounts[i];
            rounded[i] = nearest(i == amounts.length - 1 ? total : sum, step) - roundedSum;
            roundedSum += rounded[i];
        }
        return rounded;
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

    /** Of errors and the like, to a tenth of a percent. */
    static double fraction(double fraction) {
        return Math.round(fraction * 1_000) / 1_000.0;
    }

    private static long nearest(double value, long step) {
        return Math.round(value / step) * step;
    }
}
