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
import org.jboss.logging.Logger;

/**
 * Tells a file of sales from an error page or another data set before any of it lands. Releases differ in order and further
 * columns. A file that lacks a few lands as it is, for whether sales can be made of it is for cleaning to say.
 */
final class SalesHeader {

    private static final Logger LOG = Logger.getLogger(SalesHeader.class);
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
        var start = buffered.readNBytes(LONGEST);
        buffered.reset();
        require(file, new String(start, StandardCharsets.UTF_8).replace("\uFEFF", ""));
        return buffered;
    }

    private static void require(SourceFile file, String beginning) throws SourceException {
        if (beginning.isBlank()) {
            throw new SourceException(Reason.NOT_SALES, file.uri() + " is empty: expected a file of geo-DVF sales");
        }
        var firstLine = beginning.lines().findFirst().orElse("");
        var found = Arrays.stream(firstLine.split(","))
                .map(name -> name.strip().replace("\"", ""))
                .collect(Collectors.toSet());
        var missing = COLUMNS.stream().filter(name -> !found.contains(name)).toList();
        if (missing.size() > COLUMNS.size() / 2) {
            throw new SourceException(
                    Reason.NOT_SALES,
                    file.uri() + " is not a file of geo-DVF sales: its first line lacks " + missing
                            + "; it begins with '" + shown(beginning) + "'");
        }
        if (beginning.lines().skip(1).allMatch(String::isBlank)) {
            throw new SourceException(
                    Reason.NOT_SALES, file.uri() + " has no sales: nothing comes after its first line");
        }
        if (!missing.isEmpty()) {
            LOG.warnf("%s lacks the columns %s", file.uri(), missing);
        }
    }

    private static String shown(String text) {
        var printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }
}
