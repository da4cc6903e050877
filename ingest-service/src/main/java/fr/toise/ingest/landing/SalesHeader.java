package fr.toise.ingest.landing;

import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.ingest.source.SourceFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tells a file of sales from an error page or another data set before any of it lands. Order and further columns differ between releases. */
final class SalesHeader {

    static final List<String> COLUMNS = List.of(
            "id_mutation",
            "date_mutation",
            "numero_disposition",
            "nature_mutation",
            "valeur_fonciere",
            "adresse_numero",
            "adresse_nom_voie",
            "code_postal",
            "code_commune",
            "code_departement",
            "id_parcelle",
            "lot1_numero",
            "lot1_surface_carrez",
            "nombre_lots",
            "type_local",
            "surface_reelle_bati",
            "nombre_pieces_principales",
            "longitude",
            "latitude");

    private static final int LONGEST = 1 << 14;
    private static final int SHOWN = 200;

    private SalesHeader() {}

    /** @return the same bytes, from the first one on */
    static InputStream check(SourceFile file, InputStream csv) throws IOException {
        var buffered = new BufferedInputStream(csv, 1 << 16);
        buffered.mark(LONGEST);
        var first = firstLine(buffered.readNBytes(LONGEST));
        buffered.reset();
        var found = Arrays.stream(first.split(","))
                .map(name -> name.strip().replace("\"", ""))
                .collect(Collectors.toSet());
        var missing = COLUMNS.stream().filter(name -> !found.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new SourceException(
                    Reason.NOT_SALES,
                    file.uri() + " is not a file of geo-DVF sales: its first line lacks " + missing + "; it is '"
                            + shown(first) + "'");
        }
        return buffered;
    }

    private static String firstLine(byte[] start) {
        var text = new String(start, StandardCharsets.UTF_8);
        return text.lines().findFirst().orElse("").replace("\uFEFF", "");
    }

    private static String shown(String line) {
        var printable = line.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }
}
