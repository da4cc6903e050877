package fr.toise.bench.nation;

import java.util.ArrayList;
import java.util.List;

/**
 * A made-up commune of a département; in Paris, an arrondissement.
 *
 * @param place  postal code, code of the commune, its name and the code of the département, as they follow each other in a line
 * @param code   of the commune
 * @param radius in degrees of latitude
 * @param price  usual one of a flat, €/m²
 */
record Commune(String code, String place, double longitude, double latitude, double radius, double price) {

    private static final List<String> FIRST = List.of(
            "Saint-Aubin",
            "Villeneuve",
            "Beaumont",
            "Rochefort",
            "Montigny",
            "Châteauneuf",
            "La Chapelle",
            "Fontaine",
            "Sainte-Colombe",
            "L'Épinay",
            "Neuville",
            "Bellegarde",
            "Grand-Pré",
            "Puy-Léger",
            "Mesnil",
            "Les Essarts");
    private static final List<String> SECOND = List.of(
            "sur-Ondée",
            "lès-Tilleuls",
            "en-Brume",
            "la-Forêt",
            "sous-Roche",
            "aux-Bois",
            "d'Amont",
            "d'Aval",
            "le-Vieux",
            "des-Moulins",
            "sur-Claire",
            "en-Plaine",
            "la-Ronde",
            "du-Val",
            "aux-Cerfs",
            "des-Prés",
            "sur-Vive");

    /** Those of Paris from the one with the most sales to the one with the fewest; elsewhere the first ones have the most. */
    private static final int[] ARRONDISSEMENTS = {15, 18, 17, 16, 11, 20, 19, 14, 13, 12, 10, 9, 5, 3, 7, 6, 8, 2, 4, 1
    };

    static List<Commune> of(Department department, Chance chance) {
        var communes = new ArrayList<Commune>();
        for (int number = 1; number <= department.communes(); number++) {
            communes.add(
                    department.isParis()
                            ? arrondissement(department, number, chance)
                            : commune(department, number, chance));
        }
        return communes;
    }

    private static Commune arrondissement(Department paris, int rank, Chance chance) {
        int number = ARRONDISSEMENTS[rank - 1];
        double angle = number * 0.9;
        double distance = number / 20.0;
        var place = "750%02d,751%02d,Paris %d%s Arrondissement,75"
                .formatted(number, number, number, number == 1 ? "er" : "e");
        return new Commune(
                "751%02d".formatted(number),
                place,
                paris.longitude() + 0.06 * distance * StrictMath.cos(angle),
                paris.latitude() + 0.035 * distance * StrictMath.sin(angle),
                0.009,
                paris.price() * StrictMath.exp(0.25 - 0.4 * distance + 0.08 * chance.bell()));
    }

    private static Commune commune(Department department, int number, Chance chance) {
        boolean overseas = department.code().length() == 3;
        var code =
                overseas ? department.code() + "%02d".formatted(number) : department.code() + "%03d".formatted(number);
        var postal = overseas
                ? department.code() + "%02d".formatted(number / 3)
                : postal(department) + "%03d".formatted(number / 4 * 10 % 1000);
        var name = chance.of(FIRST) + (chance.happens(0.8) ? "-" + chance.of(SECOND) : "");
        double spread = overseas ? 0.12 : 0.35;
        return new Commune(
                code,
                postal + "," + code + "," + name + "," + department.code(),
                department.longitude() + spread * chance.between(-1, 1),
                department.latitude() + spread * 0.7 * chance.between(-1, 1),
                0.012,
                department.price() * StrictMath.exp(0.25 * chance.bell()));
    }

    private static String postal(Department department) {
        return department.code().startsWith("2A") || department.code().startsWith("2B") ? "20" : department.code();
    }
}
