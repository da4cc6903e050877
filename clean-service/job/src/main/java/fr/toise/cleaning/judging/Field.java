package fr.toise.cleaning.judging;

import java.util.Locale;

/** The columns that sales and rules are made of; every landed file has to have them. */
public enum Field {
    ID_MUTATION,
    DATE_MUTATION,
    NUMERO_DISPOSITION,
    NATURE_MUTATION,
    VALEUR_FONCIERE,
    ADRESSE_NUMERO,
    ADRESSE_SUFFIXE,
    ADRESSE_NOM_VOIE,
    ADRESSE_CODE_VOIE,
    CODE_POSTAL,
    CODE_COMMUNE,
    NOM_COMMUNE,
    CODE_DEPARTEMENT,
    ID_PARCELLE,
    NUMERO_VOLUME,
    LOT1_NUMERO,
    LOT1_SURFACE_CARREZ,
    LOT2_NUMERO,
    LOT2_SURFACE_CARREZ,
    LOT3_NUMERO,
    LOT3_SURFACE_CARREZ,
    LOT4_NUMERO,
    LOT4_SURFACE_CARREZ,
    LOT5_NUMERO,
    LOT5_SURFACE_CARREZ,
    CODE_TYPE_LOCAL,
    SURFACE_REELLE_BATI,
    NOMBRE_PIECES_PRINCIPALES,
    CODE_NATURE_CULTURE,
    CODE_NATURE_CULTURE_SPECIALE,
    SURFACE_TERRAIN,
    LONGITUDE,
    LATITUDE;

    private final String header = name().toLowerCase(Locale.ROOT);

    /** What the column is called in the first line of a file. */
    public String header() {
        return header;
    }
}
