package fr.toise.samplesales;

import java.io.IOException;
import java.io.InputStream;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A year of made-up sales as a geo-DVF file. The same year, count and seed give the same bytes on every machine; the same seed gives
 * the same city in every year.
 */
public final class SampleSales {

    public static final int SALES_A_YEAR = 6_000;

    /** The official header. */
    public static final String HEADER = "id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,"
            + "adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,"
            + "code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,"
            + "lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,lot3_surface_carrez,"
            + "lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,nombre_lots,code_type_local,type_local,"
            + "surface_reelle_bati,nombre_pieces_principales,code_nature_culture,nature_culture,"
            + "code_nature_culture_speciale,nature_culture_speciale,surface_terrain,longitude,latitude";

    private final int year;
    private final int sales;
    private final long seed;

    private SampleSales(int year, int sales, long seed) {
        if (sales < 1) {
            throw new IllegalArgumentException("A year of " + sales + " sales: expected at least 1");
        }
        this.year = year;
        this.sales = sales;
        this.seed = seed;
    }

    public static SampleSales year(int year, int sales, long seed) {
        return new SampleSales(year, sales, seed);
    }

    /** The header and the rows, without line ends, made while they are read. */
    public Stream<String> lines() {
        var deeds = new Deeds(City.of(seed), year, sales, seed);
        var rows = StreamSupport.stream(Spliterators.spliteratorUnknownSize(deeds, Spliterator.ORDERED), false)
                .flatMap(deed -> deed.rows().stream());
        return Stream.concat(Stream.of(HEADER), rows);
    }

    public void writeTo(Appendable out) throws IOException {
        for (var line : (Iterable<String>) lines()::iterator) {
            out.append(line).append('\n');
        }
    }

    /** The file as UTF-8. */
    public InputStream open() {
        return new LineInputStream(lines().iterator());
    }
}
