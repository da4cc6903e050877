package fr.toise.cleaning.judging;

/** Where a sale can lie. Narrow enough to notice a longitude that stands where the latitude belongs. */
final class France {

    private record Box(double west, double south, double east, double north) {

        boolean contains(double longitude, double latitude) {
            return longitude >= west && longitude <= east && latitude >= south && latitude <= north;
        }
    }

    private static final Box[] BOXES = {
        new Box(-5.5, 41.2, 9.8, 51.3), // European France
        new Box(-63.3, 14.2, -60.7, 18.3), // Guadeloupe, Martinique and the northern islands
        new Box(-54.8, 2.0, -51.4, 6.0), // Guiana
        new Box(55.1, -21.5, 56.0, -20.7), // Réunion
        new Box(44.9, -13.2, 45.4, -12.5) // Mayotte
    };

    private France() {}

    /** False also where a coordinate is NaN. */
    static boolean contains(double longitude, double latitude) {
        for (var box : BOXES) {
            if (box.contains(longitude, latitude)) {
                return true;
            }
        }
        return false;
    }
}
