package fr.toise.samplesales;

import java.util.List;

/**
 * What the made-up city keeps of the real one.
 *
 * @param longitude  of the middle, degrees
 * @param latitude   of the middle, degrees
 * @param east       half width of the ellipse that its buildings stand in, degrees
 * @param north      half height, degrees
 * @param level      median €/m² relative to the city's
 * @param sales      how many sales there are relative to the others
 * @param medianArea m²
 */
record Arrondissement(
        int number,
        double longitude,
        double latitude,
        double east,
        double north,
        double level,
        int sales,
        double medianArea) {

    /** Ellipses small enough not to leave the arrondissement; levels, shares and areas rounded from the public sales of 2023. */
    static final List<Arrondissement> ALL = List.of(
            new Arrondissement(1, 2.3375, 48.8635, .0080, .0030, 1.25, 110, 40),
            new Arrondissement(2, 2.3446, 48.8679, .0065, .0020, 1.12, 145, 36),
            new Arrondissement(3, 2.3598, 48.8632, .0052, .0036, 1.20, 190, 45),
            new Arrondissement(4, 2.3570, 48.8552, .0068, .0034, 1.31, 170, 45),
            new Arrondissement(5, 2.3498, 48.8445, .0070, .0056, 1.22, 250, 42),
            new Arrondissement(6, 2.3322, 48.8495, .0078, .0052, 1.48, 225, 52),
            new Arrondissement(7, 2.3125, 48.8560, .0115, .0048, 1.43, 265, 57),
            new Arrondissement(8, 2.3128, 48.8735, .0110, .0056, 1.22, 165, 62),
            new Arrondissement(9, 2.3380, 48.8775, .0080, .0042, 1.13, 340, 47),
            new Arrondissement(10, 2.3602, 48.8758, .0088, .0054, .96, 495, 39),
            new Arrondissement(11, 2.3795, 48.8592, .0088, .0068, 1.02, 775, 38),
            new Arrondissement(12, 2.3925, 48.8418, .0120, .0054, .93, 575, 42),
            new Arrondissement(13, 2.3590, 48.8292, .0110, .0062, .91, 410, 42),
            new Arrondissement(14, 2.3262, 48.8305, .0094, .0058, .96, 475, 41),
            new Arrondissement(15, 2.2955, 48.8415, .0115, .0066, .99, 950, 45),
            new Arrondissement(16, 2.2720, 48.8580, .0078, .0110, 1.11, 800, 63),
            new Arrondissement(17, 2.3100, 48.8862, .0140, .0048, 1.04, 800, 44),
            new Arrondissement(18, 2.3440, 48.8915, .0125, .0050, .92, 990, 37),
            new Arrondissement(19, 2.3845, 48.8842, .0098, .0070, .84, 475, 42),
            new Arrondissement(20, 2.3995, 48.8640, .0078, .0090, .88, 615, 40));

    String commune() {
        return String.valueOf(75100 + number);
    }

    String communeName() {
        return "Paris " + number + (number == 1 ? "er" : "e") + " Arrondissement";
    }

    String postalCode() {
        return String.valueOf(75000 + number);
    }
}
