package fr.toise.bench.nation;

import java.util.Arrays;
import java.util.List;

/** The lines of one sale, without its id, which comes first in each. Used again for the next sale. */
final class Deed {

    private static final List<String> STREETS = List.of(
            "RUE DES LILAS",
            "AV DE LA GARE",
            "RUE DU MOULIN",
            "PL DE L EGLISE",
            "RUE DES ECOLES",
            "CHE DU LAVOIR",
            "RTE NATIONALE",
            "IMP DES ACACIAS",
            "RUE VICTOR HUGO",
            "BD DE LA REPUBLIQUE",
            "LE BOURG",
            "RUE PASTEUR",
            "ALL DES TILLEULS",
            "RUE DE LA FONTAINE",
            "LES GRANDES VIGNES",
            "RUE DU GENERAL DE GAULLE",
            "QU DES BATELIERS",
            "RUE HAUTE");
    /** Fields that a split at commas would tear apart. */
    private static final List<String> QUOTED_STREETS =
            List.of("\"RES LES PINS, BAT A\"", "\"LIEU DIT \"\"LE HAUT\"\"\"", "\"ZA NORD, LOT 75, ILOT 2\"");

    private final Chance chance;
    private final Layout layout;
    private final Text lines = new Text();
    private int[] ends = new int[16];
    private int count;

    private final Text terms = new Text();
    private final Text street = new Text();
    private final Text parcel = new Text();
    private final Text longitude = new Text();
    private final Text latitude = new Text();
    private Commune commune;

    Deed(Chance chance, Layout layout) {
        this.chance = chance;
        this.layout = layout;
    }

    /** What was agreed. {@code price} is as it is written: empty where the source lost it. */
    Deed begin(Text date, int disposition, String nature, Text price) {
        lines.clear();
        count = 0;
        terms.clear()
                .comma()
                .add(date)
                .comma()
                .digits(disposition, 6)
                .comma()
                .add(nature)
                .comma()
                .add(price)
                .comma();
        return this;
    }

    /** Where it lies. */
    Deed at(Commune commune) {
        this.commune = commune;
        onStreet();
        onParcel();
        locate();
        return this;
    }

    private void onStreet() {
        street.clear();
        if (chance.happens(0.9)) {
            street.number(chance.whole(1, 140));
        }
        street.comma().add(chance.happens(0.05) ? "B" : "").comma();
        street.add(chance.happens(0.002) ? chance.of(QUOTED_STREETS) : chance.of(STREETS))
                .comma();
        if (chance.happens(0.15)) {
            street.add((byte) 'B').digits(chance.below(400), 3);
        } else {
            street.digits(chance.below(5000), 4);
        }
    }

    private void onParcel() {
        parcel.clear()
                .add(commune.code())
                .add("000")
                .add((byte) ('A' + chance.below(4)))
                .add((byte) ('A' + chance.below(26)));
        parcel.digits(1 + chance.below(400), 4);
    }

    private void locate() {
        longitude.clear();
        latitude.clear();
        if (chance.happens(0.012)) {
            return;
        }
        double astray = chance.happens(0.004) ? chance.between(0.08, 0.5) : 0;
        double east = commune.longitude() + commune.radius() * 1.4 * chance.between(-1, 1) + astray;
        double north = commune.latitude() + commune.radius() * chance.between(-1, 1) - astray;
        boolean swapped = chance.happens(0.0005);
        longitude.decimal(swapped ? north : east, 6);
        latitude.decimal(swapped ? east : north, 6);
    }

    void flat(double built, double carrez, int rooms) {
        int lots = chance.happens(0.25) ? 2 : 1;
        int lot = chance.whole(1, 300);
        double cellar = lots == 2 && carrez > 12 && chance.happens(0.3) ? 4.5 : 0;
        // now and then the same flat stands there once more, under its other address
        int addresses = chance.happens(0.005) ? 2 : 1;
        for (int address = 0; address < addresses; address++) {
            beginLine();
            lots(lots, lot, carrez, cellar);
            premises("2,Appartement", built, rooms);
            land("", 0);
            if (addresses == 2) {
                onStreet();
            }
        }
    }

    void house(double built, int rooms, double land) {
        beginLine();
        lots(0, 0, 0, 0);
        premises("1,Maison", built, rooms);
        land("S,sols", Math.min(land, 300));
        if (land > 300) {
            beginLine();
            lots(0, 0, 0, 0);
            premises("1,Maison", built, rooms);
            land("J,jardins", land - 300);
        }
    }

    void outbuilding(boolean inLots) {
        beginLine();
        lots(inLots ? 1 : 0, chance.whole(300, 600), 0, 0);
        premises("3,Dépendance", 0, 0);
        land("", 0);
    }

    void shop(double built) {
        beginLine();
        lots(1, chance.whole(1, 20), 0, 0);
        premises("4,Local industriel. commercial ou assimilé", built, 0);
        land("", 0);
    }

    void field(double area) {
        onParcel();
        beginLine();
        lots(0, 0, 0, 0);
        premises(",", 0, 0);
        land(
                switch (chance.below(5)) {
                    case 0 -> "P,prés";
                    case 1 -> "VI,vignes";
                    case 2 -> "BT,taillis simples";
                    case 3 -> "AB,terrains a bâtir";
                    default -> "T,terres";
                },
                area);
    }

    /** Neither premises nor land. */
    void unknown() {
        beginLine();
        lots(0, 0, 0, 0);
        premises(",", 0, 0);
        land("", 0);
    }

    private void beginLine() {
        lines.add(terms)
                .add(street)
                .comma()
                .add(commune.place())
                .commas(3)
                .add(parcel)
                .commas(2);
        if (chance.happens(0.004)) {
            lines.number(chance.whole(1, 9));
        }
        lines.comma();
    }

    private void lots(int number, int first, double carrez, double secondCarrez) {
        lot(number > 0 ? first : 0, carrez);
        lot(number > 1 ? first + 100 : 0, secondCarrez);
        lines.commas(6).number(number).comma();
    }

    private void lot(int number, double carrez) {
        if (number > 0) {
            lines.number(number);
        }
        lines.comma();
        if (carrez > 0) {
            lines.decimal(carrez, 2);
        }
        lines.comma();
    }

    private void premises(String codeAndType, double built, int rooms) {
        lines.add(codeAndType).comma();
        if (built > 0) {
            lines.number(Math.round(built));
        }
        lines.comma();
        if (codeAndType.length() > 1) {
            lines.number(rooms);
        }
        lines.comma();
    }

    private void land(String codeAndNature, double area) {
        lines.add(codeAndNature.isEmpty() ? "," : codeAndNature).commas(3);
        if (area > 0) {
            lines.number(Math.round(area));
        }
        lines.comma();
        layout.addLast(lines, longitude, latitude);
        lines.add((byte) '\n');
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count++] = lines.length();
    }

    /** Adds its lines under an id, some of them twice. */
    void addTo(Text out, Text id, double copied) {
        int start = 0;
        for (int line = 0; line < count; line++) {
            int copies = chance.happens(copied) ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                out.add(id).add(lines.bytes(), start, ends[line]);
            }
            start = ends[line];
        }
    }
}
