package fr.toise.bench.nation;

/** Which columns a file has, and in which order. It differs between years. */
enum Layout {
    OFFICIAL("longitude,latitude"),
    /** Another order, and one more. */
    OTHER("latitude,longitude,section_prefixe");

    private static final String FIRST = "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,"
            + "adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,"
            + "code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,"
            + "lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,lot3_surface_carrez,"
            + "lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,nombre_lots,code_type_local,type_local,"
            + "surface_reelle_bati,nombre_pieces_principales,code_nature_culture,nature_culture,"
            + "code_nature_culture_speciale,nature_culture_speciale,surface_terrain,";

    private final String last;

    Layout(String last) {
        this.last = last;
    }

    static Layout of(int year) {
        return year % 2 == 0 ? OTHER : OFFICIAL;
    }

    String header() {
        return FIRST + last;
    }

    void addLast(Text line, Text longitude, Text latitude) {
        switch (this) {
            case OFFICIAL -> line.add(longitude).comma().add(latitude);
            case OTHER -> line.add(latitude).comma().add(longitude).comma().add("000");
        }
    }
}
