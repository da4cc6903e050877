package fr.toise.cleaning.judging;

import fr.toise.contracts.job.PropertyType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Lines regrouped to sales: the price belongs to the whole sale and stands on each of its lines. */
public final class Sales {

    /** Tells one flat of a sale from another. The land it stands on is not among it: a flat is listed once for each kind of land. */
    private static final Field[] PREMISES = {
        Field.ID_PARCELLE,
        Field.NUMERO_VOLUME,
        Field.LOT1_NUMERO,
        Field.LOT2_NUMERO,
        Field.LOT3_NUMERO,
        Field.LOT4_NUMERO,
        Field.LOT5_NUMERO,
        Field.LOT1_SURFACE_CARREZ,
        Field.LOT2_SURFACE_CARREZ,
        Field.LOT3_SURFACE_CARREZ,
        Field.LOT4_SURFACE_CARREZ,
        Field.LOT5_SURFACE_CARREZ,
        Field.SURFACE_REELLE_BATI,
        Field.NOMBRE_PIECES_PRINCIPALES
    };

    private static final Field[] LAND = {
        Field.ID_PARCELLE, Field.CODE_NATURE_CULTURE, Field.CODE_NATURE_CULTURE_SPECIALE, Field.SURFACE_TERRAIN
    };

    private static final Comparator<Line> BY_BYTES =
            Comparator.comparing(Line::bytes, Arrays::compare).thenComparingInt(Line::file);

    /** Of lines that describe the same flat with different addresses, the first counts: always the same one. */
    private static final Comparator<Line> BY_PLACE = Arrays.stream(new Field[] {
                Field.CODE_DEPARTEMENT,
                Field.CODE_COMMUNE,
                Field.NOM_COMMUNE,
                Field.CODE_POSTAL,
                Field.ADRESSE_CODE_VOIE,
                Field.ADRESSE_NOM_VOIE,
                Field.ADRESSE_NUMERO,
                Field.ADRESSE_SUFFIXE,
                Field.LONGITUDE,
                Field.LATITUDE
            })
            .map(Sales::by)
            .reduce(Comparator::thenComparing)
            .orElseThrow()
            .thenComparing(BY_BYTES);

    /** What the lines of one sale have in common. The publisher's id alone joins strangers of the same day and price. */
    private record Identity(String date, String nature, double price, String disposition, String commune) {

        // a record's own are a chain of method handles, which is dear in a job of seconds
        @Override
        public boolean equals(Object other) {
            return other instanceof Identity identity
                    && Objects.equals(date, identity.date)
                    && Objects.equals(nature, identity.nature)
                    && Double.compare(price, identity.price) == 0
                    && Objects.equals(disposition, identity.disposition)
                    && Objects.equals(commune, identity.commune);
        }

        @Override
        public int hashCode() {
            // the lines of one id have nearly always the rest in common as well
            return Objects.hashCode(date) + Double.hashCode(price);
        }

        static Identity of(Line line) {
            return new Identity(
                    line.get(Field.DATE_MUTATION),
                    line.get(Field.NATURE_MUTATION),
                    line.number(Field.VALEUR_FONCIERE),
                    line.get(Field.NUMERO_DISPOSITION),
                    line.get(Field.CODE_COMMUNE));
        }
    }

    private static final int DATE_LENGTH = 10;

    private Sales() {}

    private static Comparator<Line> by(Field field) {
        return Comparator.comparing(line -> line.get(field), Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    /**
     * @param lines  all those of the id that can be judged, without copies
     * @param missed those that can't
     * @return the same in whatever order they come
     */
    public static List<Sale> regroup(String id, List<Line> lines, List<Line> missed) {
        if (lines.size() == 1) {
            return List.of(sale(id, lines, missed));
        }
        var ordered = new ArrayList<>(lines);
        ordered.sort(BY_BYTES);
        var groups = new LinkedHashMap<Identity, List<Line>>();
        for (var line : ordered) {
            groups.computeIfAbsent(Identity.of(line), none -> new ArrayList<>(4))
                    .add(line);
        }
        var sales = new ArrayList<Sale>(groups.size());
        for (var group : groups.values()) {
            sales.add(sale(id, group, missed));
        }
        return sales;
    }

    private static Sale sale(String id, List<Line> lines, List<Line> missed) {
        var houses = new HashSet<List<String>>();
        var flats = new HashSet<List<String>>();
        var outbuildings = new HashSet<List<String>>();
        int commercialPremises = 0;
        int lands = 0;
        int unknowns = 0;
        Line described = null;
        PropertyType type = null;
        for (var line : lines) {
            switch (Premises.of(line)) {
                case HOUSE -> {
                    houses.add(values(line, PREMISES));
                    described = first(described, line);
                    type = PropertyType.HOUSE;
                }
                case FLAT -> {
                    flats.add(values(line, PREMISES));
                    described = first(described, line);
                    type = PropertyType.FLAT;
                }
                case OUTBUILDING -> outbuildings.add(values(line, PREMISES));
                case COMMERCIAL -> commercialPremises++;
                case LAND -> lands++;
                case UNKNOWN -> unknowns++;
            }
        }
        var any = lines.get(0);
        return new Sale(
                id,
                date(any.get(Field.DATE_MUTATION)),
                any.number(Field.VALEUR_FONCIERE),
                nature(any),
                lines,
                lacksOneOf(missed, any),
                houses.size(),
                flats.size(),
                outbuildings.size(),
                commercialPremises,
                lands,
                unknowns,
                houses.isEmpty() ? 0 : landArea(lines),
                described == null ? null : Property.of(type, described));
    }

    /** The day and the price are enough: the rest of the identity may be what can't be read. */
    private static boolean lacksOneOf(List<Line> missed, Line any) {
        for (var line : missed) {
            if (Objects.equals(line.get(Field.DATE_MUTATION), any.get(Field.DATE_MUTATION))
                    && Double.compare(line.number(Field.VALEUR_FONCIERE), any.number(Field.VALEUR_FONCIERE)) == 0) {
                return true;
            }
        }
        return false;
    }

    private static String nature(Line line) {
        var nature = line.get(Field.NATURE_MUTATION);
        return nature == null ? "" : nature.toLowerCase(Locale.FRENCH);
    }

    private static Line first(Line one, Line other) {
        return one == null || BY_PLACE.compare(other, one) < 0 ? other : one;
    }

    private static List<String> values(Line line, Field[] fields) {
        var values = new String[fields.length];
        for (int each = 0; each < fields.length; each++) {
            values[each] = line.get(fields[each]);
        }
        return Arrays.asList(values);
    }

    /** A parcel is listed once for each kind of land, and once more for each building on it. */
    private static double landArea(List<Line> lines) {
        Set<List<String>> counted = new HashSet<>();
        double sum = 0;
        for (var line : lines) {
            double area = line.positive(Field.SURFACE_TERRAIN);
            if (!Double.isNaN(area) && counted.add(values(line, LAND))) {
                sum += area;
            }
        }
        return sum;
    }

    /** Null where it is none. The JDK's own formatter takes several times as long, and dates are read for each sale. */
    private static LocalDate date(String text) {
        if (text == null || text.length() != DATE_LENGTH || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        int year = whole(text, 0, 4);
        int month = whole(text, 5, 7);
        int day = whole(text, 8, DATE_LENGTH);
        try {
            return year < 0 ? null : LocalDate.of(year, month, day);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Of digits alone; else -1. */
    private static int whole(String text, int from, int to) {
        int whole = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            whole = 10 * whole + digit;
        }
        return whole;
    }
}
