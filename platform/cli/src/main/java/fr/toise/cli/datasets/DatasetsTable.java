package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.Figures;
import fr.toise.cli.text.TextTable;
import java.util.List;
import java.util.Set;

/** Dataset versions as lines under each other; what the answer does not have is left blank. */
final class DatasetsTable {

    private static final int LONGEST_REASON = 200;

    private static final List<String> HEADINGS =
            List.of("VERSION", "STATE", "SALES KEPT", "LINES READ", "MADE", "WHY NOT");
    private static final Set<Integer> NUMBERS = Set.of(2, 3);

    private DatasetsTable() {}

    static String of(JsonNode versions) {
        var table = new TextTable(HEADINGS, NUMBERS);
        versions.forEach(version -> table.add(row(version)));
        return table.toString();
    }

    private static List<String> row(JsonNode version) {
        var report = version.path("report");
        return List.of(
                DatasetVersions.name(version) + (report.path("madeUp").asBoolean() ? " (made-up sales)" : ""),
                state(version),
                Figures.number(report.at("/funnel/salesKept"), 0),
                Figures.number(report.at("/funnel/linesRead"), 0),
                Figures.minute(version.path("at")),
                shortened(version.at("/rejection/reason").asText("")));
    }

    /** A file without a column names all that it has; {@code datasets show} says the whole of it. */
    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    static String state(JsonNode version) {
        return version.path("state").asText("") + (version.path("inUse").asBoolean() ? ", in use" : "");
    }
}
