package fr.toise.cleaning;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A line of the official file: a flat in the rue Turgot, until told otherwise. */
record Line(Map<String, String> values) {

    static final List<String> OFFICIAL_HEADER = List.of(
            ("id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,adresse_suffixe,"
                            + "adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,code_departement,"
                            + "ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,"
                            + "lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,"
                            + "lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,"
                            + "nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,"
                            + "code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,"
                            + "surface_terrain,longitude,latitude")
                    .split(","));

    static Line flat() {
        return new Line(Map.of())
                .with("id_mutation", "2023-543617")
                .with("date_mutation", "2023-01-05")
                .with("numero_disposition", "000001")
                .with("nature_mutation", "Vente")
                .with("valeur_fonciere", "400000")
                .with("adresse_numero", "12")
                .with("adresse_nom_voie", "RUE TURGOT")
                .with("adresse_code_voie", "9508")
                .with("code_postal", "75009")
                .with("code_commune", "75109")
                .with("nom_commune", "Paris 9e Arrondissement")
                .with("code_departement", "75")
                .with("id_parcelle", "75109000BD0036")
                .with("lot1_numero", "150")
                .with("lot1_surface_carrez", "43.8")
                .with("nombre_lots", "1")
                .with("code_type_local", "2")
                .with("type_local", "Appartement")
                .with("surface_reelle_bati", "43")
                .with("nombre_pieces_principales", "2")
                .with("longitude", "2.345859")
                .with("latitude", "48.880564");
    }

    static Line cellar() {
        return withoutArea(flat().with("code_type_local", "3").with("type_local", "Dépendance"))
                .with("lot1_numero", "31");
    }

    static Line house() {
        return flat().with("code_type_local", "1").with("type_local", "Maison").with("lot1_numero", "");
    }

    static Line shop() {
        return flat().with("code_type_local", "4")
                .with("type_local", "Local industriel. commercial ou assimilé")
                .with("lot1_numero", "2");
    }

    static Line garden() {
        return undescribedLot()
                .with("lot1_numero", "")
                .with("code_nature_culture", "J")
                .with("nature_culture", "jardins")
                .with("surface_terrain", "120");
    }

    static Line undescribedLot() {
        return withoutArea(flat().with("code_type_local", "").with("type_local", ""))
                .with("lot1_numero", "77");
    }

    private static Line withoutArea(Line line) {
        return line.with("lot1_surface_carrez", "")
                .with("surface_reelle_bati", "")
                .with("nombre_pieces_principales", "0");
    }

    Line with(String column, String value) {
        if (!OFFICIAL_HEADER.contains(column)) {
            throw new IllegalArgumentException("No such column: " + column);
        }
        var changed = new LinkedHashMap<>(values);
        changed.put(column, value);
        return new Line(changed);
    }

    Line ofSale(String id) {
        return with("id_mutation", id);
    }

    String csv(Collection<String> header) {
        return header.stream().map(column -> values.getOrDefault(column, "")).collect(Collectors.joining(","));
    }
}
