package fr.toise.cleaning.judging;

import fr.toise.contracts.job.PropertyType;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * A sale that is credible on its own, with all that is kept of it. Numbers that there are none of are NaN, whole ones -1.
 *
 * @param id          ours; the publisher's changes from release to release
 * @param idMutation  the publisher's
 * @param lines       how many it was regrouped from
 * @param file        that {@code line} stands in
 * @param line        the bytes of the line that describes the property
 * @param builtArea   m², the tax office's
 * @param carrezArea  m², the legal one, where it is credible
 * @param area        m², the Carrez area or else the built one
 */
public record Candidate(
        String id,
        String idMutation,
        int lines,
        int file,
        byte[] line,
        LocalDate date,
        PropertyType type,
        double price,
        String department,
        String commune,
        String communeName,
        String postalCode,
        String parcel,
        String streetCode,
        int streetNumber,
        String streetSuffix,
        String streetName,
        double builtArea,
        double carrezArea,
        double area,
        int rooms,
        int outbuildings,
        double landArea,
        double longitude,
        double latitude)
        implements Serializable {

    private static final Field[] LOT_NUMBERS = {
        Field.LOT1_NUMERO, Field.LOT2_NUMERO, Field.LOT3_NUMERO, Field.LOT4_NUMERO, Field.LOT5_NUMERO
    };

    /** @param sale that no one of the {@link SaleRules} took */
    public static Candidate of(Sale sale) {
        var property = sale.property();
        var line = property.line();
        int rooms = whole(line.positive(Field.NOMBRE_PIECES_PRINCIPALES));
        return new Candidate(
                id(sale, rooms),
                sale.id(),
                sale.lines().size(),
                line.file(),
                line.bytes(),
                sale.date(),
                property.type(),
                sale.price(),
                sale.department(),
                sale.commune(),
                line.get(Field.NOM_COMMUNE),
                line.get(Field.CODE_POSTAL),
                line.get(Field.ID_PARCELLE),
                streetCode(line),
                whole(line.number(Field.ADRESSE_NUMERO)),
                line.get(Field.ADRESSE_SUFFIXE),
                line.get(Field.ADRESSE_NOM_VOIE),
                property.builtArea(),
                property.carrezArea(),
                property.area(),
                rooms,
                sale.outbuildings(),
                property.type() == PropertyType.HOUSE ? sale.landArea() : Double.NaN,
                property.longitude(),
                property.latitude());
    }

    private static int whole(double number) {
        return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : -1;
    }

    private static String streetCode(Line line) {
        var code = line.get(Field.ADRESSE_CODE_VOIE);
        return code == null ? null : line.get(Field.CODE_COMMUNE) + "0".repeat(Math.max(0, 4 - code.length())) + code;
    }

    private static String id(Sale sale, int rooms) {
        var line = sale.property().line();
        var text = new StringBuilder(120);
        append(text, sale.date());
        append(text, hundredths(sale.price()));
        append(text, sale.commune());
        append(text, line.get(Field.ID_PARCELLE));
        append(text, line.get(Field.NUMERO_VOLUME));
        for (var lot : LOT_NUMBERS) {
            append(text, line.get(lot));
        }
        append(text, hundredths(sale.property().builtArea()));
        append(text, hundredths(sale.property().lotsArea()));
        text.append(rooms);
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** JDKs differ in how they write fractions. */
    private static long hundredths(double number) {
        return Math.round(number * 100);
    }

    private static void append(StringBuilder text, Object part) {
        text.append(part == null ? "" : part).append('|');
    }

    public double pricePerSquareMetre() {
        return price / area;
    }

    public boolean isCarrez() {
        return !Double.isNaN(carrezArea);
    }
}
