package fr.toise.samplesales;

import java.util.Random;

/**
 * What one line of a sale is about.
 *
 * @param lot    number of the lot; 0 where the sale is not in lots
 * @param carrez legal area, m²; 0 where it is not given
 * @param area   the tax office's area, m²; 0 where there is none
 */
record Premises(Type type, int lot, double carrez, int area, int rooms) {

    enum Type {
        HOUSE("1", "Maison"),
        FLAT("2", "Appartement"),
        OUTBUILDING("3", "Dépendance"),
        SHOP("4", "Local industriel. commercial ou assimilé");

        final String code;
        final String label;

        Type(String code, String label) {
            this.code = code;
            this.label = label;
        }
    }

    static Premises flat(double area, Random random) {
        boolean measured = random.nextDouble() < 0.75;
        // the two are measured by different people, after different rules, in different years
        int taxed = (int) Math.max(1, Math.round(area * (1 + random.nextGaussian() * 0.03)));
        return new Premises(
                Type.FLAT,
                1 + random.nextInt(180),
                measured ? Math.round(area * 100) / 100.0 : 0,
                taxed,
                rooms(area, random));
    }

    private static int rooms(double area, Random random) {
        double typical = area < 30 ? 1 + area / 90 : 0.7 + area / 27;
        return (int) Math.max(1, Math.min(10, Math.round(typical + random.nextGaussian() * 0.45)));
    }

    static Premises outbuilding(Random random) {
        return new Premises(Type.OUTBUILDING, 200 + random.nextInt(200), 0, 0, 0);
    }

    static Premises shop(Random random) {
        return new Premises(Type.SHOP, 1 + random.nextInt(20), 0, 20 + random.nextInt(120), 0);
    }

    static Premises house(double area) {
        return new Premises(Type.HOUSE, 0, 0, (int) Math.round(area), (int) Math.max(2, area / 28));
    }
}
