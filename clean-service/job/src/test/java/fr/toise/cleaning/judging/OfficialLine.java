package fr.toise.cleaning.judging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A line of the official file: a flat in the rue Turgot, until told otherwise. */
public record OfficialLine(String[] values) {

    public static OfficialLine flat() {
        return new OfficialLine(new String[Field.values().length])
                .with(Field.ID_MUTATION, "2023-543617")
                .with(Field.DATE_MUTATION, "2023-01-05")
                .with(Field.NUMERO_DISPOSITION, "000001")
                .with(Field.NATURE_MUTATION, "Vente")
                .with(Field.VALEUR_FONCIERE, "400000")
                .with(Field.ADRESSE_NUMERO, "12")
                .with(Field.ADRESSE_NOM_VOIE, "RUE TURGOT")
                .with(Field.ADRESSE_CODE_VOIE, "9508")
                .with(Field.CODE_POSTAL, "75009")
                .with(Field.CODE_COMMUNE, "75109")
                .with(Field.NOM_COMMUNE, "Paris 9e Arrondissement")
                .with(Field.CODE_DEPARTEMENT, "75")
                .with(Field.ID_PARCELLE, "75109000BD0036")
                .with(Field.LOT1_NUMERO, "150")
                .with(Field.LOT1_SURFACE_CARREZ, "43.8")
                .with(Field.CODE_TYPE_LOCAL, "2")
                .with(Field.SURFACE_REELLE_BATI, "43")
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "2")
                .with(Field.LONGITUDE, "2.345859")
                .with(Field.LATITUDE, "48.880564");
    }

    public static OfficialLine cellar() {
        return withoutArea(flat().with(Field.CODE_TYPE_LOCAL, "3")).with(Field.LOT1_NUMERO, "31");
    }

    public static OfficialLine shop() {
        return flat().with(Field.CODE_TYPE_LOCAL, "4").with(Field.LOT1_NUMERO, "2");
    }

    public static OfficialLine garden() {
        return withoutArea(flat().with(Field.CODE_TYPE_LOCAL, null))
                .with(Field.LOT1_NUMERO, null)
                .with(Field.CODE_NATURE_CULTURE, "J")
                .with(Field.SURFACE_TERRAIN, "120");
    }

    public static OfficialLine undescribedLot() {
        return withoutArea(flat().with(Field.CODE_TYPE_LOCAL, null)).with(Field.LOT1_NUMERO, "77");
    }

    /** In Plouër-sur-Rance, with the ground under it. */
    public static OfficialLine house() {
        return flat().with(Field.CODE_TYPE_LOCAL, "1")
                .with(Field.LOT1_NUMERO, null)
                .with(Field.LOT1_SURFACE_CARREZ, null)
                .with(Field.SURFACE_REELLE_BATI, "98")
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "4")
                .with(Field.CODE_DEPARTEMENT, "22")
                .with(Field.CODE_COMMUNE, "22213")
                .with(Field.NOM_COMMUNE, "Plouër-sur-Rance")
                .with(Field.CODE_POSTAL, "22490")
                .with(Field.ID_PARCELLE, "222130000D1794")
                .with(Field.CODE_NATURE_CULTURE, "S")
                .with(Field.SURFACE_TERRAIN, "521")
                .with(Field.LONGITUDE, "-1.991675")
                .with(Field.LATITUDE, "48.524096");
    }

    private static OfficialLine withoutArea(OfficialLine line) {
        return line.with(Field.LOT1_SURFACE_CARREZ, null)
                .with(Field.SURFACE_REELLE_BATI, null)
                .with(Field.NOMBRE_PIECES_PRINCIPALES, "0");
    }

    /** @param value null for none */
    public OfficialLine with(Field field, String value) {
        var changed = values.clone();
        changed[field.ordinal()] = value;
        return new OfficialLine(changed);
    }

    public OfficialLine ofSale(String id) {
        return with(Field.ID_MUTATION, id);
    }

    public Line line() {
        return line(0);
    }

    public Line line(int file) {
        return new Line(file, csv().getBytes(StandardCharsets.UTF_8), values);
    }

    public static String header() {
        return Arrays.stream(Field.values()).map(Field::header).collect(Collectors.joining(","));
    }

    public String csv() {
        return Arrays.stream(values).map(value -> value == null ? "" : value).collect(Collectors.joining(","));
    }

    /** What these lines are regrouped to, which is to be one sale. Those without a commune can't be read. */
    public static Sale sale(OfficialLine... lines) {
        var readable = Arrays.stream(lines)
                .map(OfficialLine::line)
                .collect(Collectors.partitioningBy(line -> line.get(Field.CODE_COMMUNE) != null));
        var sales =
                Sales.regroup(lines[0].values[Field.ID_MUTATION.ordinal()], readable.get(true), readable.get(false));
        if (sales.size() != 1) {
            throw new IllegalArgumentException("These are " + sales.size() + " sales; expected one");
        }
        return sales.get(0);
    }

    public static Candidate candidate(OfficialLine... lines) {
        return Candidate.of(sale(lines));
    }
}
