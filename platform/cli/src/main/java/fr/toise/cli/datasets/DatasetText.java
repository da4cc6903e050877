package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.ChecksTable;
import fr.toise.cli.text.Figures;
import fr.toise.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** One dataset version at length. */
final class DatasetText {

    private static final String OTHER_DEPARTMENT = "other-department";

    private DatasetText() {}

    static String of(JsonNode version) {
        var text = new StringJoiner("\n\n");
        text.add(heading(version));
        if (version.path("report").isObject()) {
            text.add(funnel(version.at("/report/funnel")));
        }
        var decision = version.path("decision");
        if (decision.isObject()) {
            text.add(ChecksTable.of(decision.path("checks")));
            if (decision.path("drift").isObject()) {
                text.add(drift(decision.path("drift")));
            }
        }
        return text.toString();
    }

    private static String heading(JsonNode version) {
        var report = version.path("report");
        var lines = new ArrayList<String>();
        lines.add(DatasetVersions.name(version) + "  " + DatasetsTable.state(version) + ", made "
                + Figures.minute(version.path("at")));
        if (report.isObject()) {
            var departments = words(report.at("/scope/departments"));
            lines.add((report.path("madeUp").asBoolean() ? "Made-up sales of " : "Sales of ")
                    + types(report.at("/scope/types")) + ", "
                    + (departments.isEmpty() ? "the whole country" : "départements " + departments)
                    + ", from " + report.path("from").asText("?")
                    + " through " + report.path("through").asText("?"));
            lines.add(String.format(
                    Locale.ROOT,
                    "Kept %s of %s sales; median %,.0f €/m²",
                    Figures.number(report.at("/funnel/salesKept"), 0),
                    Figures.number(report.at("/funnel/salesFound"), 0),
                    report.path("medianPricePerSquareMetre").asDouble()));
        }
        var accepted = version.at("/decision/accepted");
        if (accepted.isObject()) {
            var reason = accepted.path("reason").asText("");
            lines.add("Let through by " + accepted.path("by").asText() + " at "
                    + Figures.minute(accepted.path("at"))
                    + (reason.isEmpty() ? "" : ": " + reason));
        }
        switch (version.path("state").asText("")) {
            case "REJECTED" ->
                lines.add("Let it through with: ./toise datasets accept "
                        + version.path("version").asText());
            case "REFUSED" -> {
                lines.add(version.at("/rejection/reason").asText());
                lines.add("Have it cleaned again with: ./toise datasets retry "
                        + version.path("version").asText());
            }
            default -> {
                // nothing to be done about it
            }
        }
        return String.join("\n", lines);
    }

    private static String types(JsonNode types) {
        return types.valueStream()
                .map(type -> type.asText().toLowerCase(Locale.ROOT) + "s")
                .collect(Collectors.joining(" and "));
    }

    private static String words(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
    }

    private static String funnel(JsonNode funnel) {
        long elsewhere = funnel.path("dropped")
                .valueStream()
                .filter(dropped -> dropped.path("rule").asText().equals(OTHER_DEPARTMENT))
                .mapToLong(dropped -> dropped.path("lines").asLong())
                .sum();
        var lines = funnel.path("linesRead").asLong() - elsewhere;
        var sales = funnel.path("salesFound").asLong();
        var table = new TextTable(List.of("RULE", "LINES", "", "SALES", ""), Set.of(1, 2, 3, 4));
        table.add(List.of(
                "read, found",
                Figures.number(funnel.path("linesRead"), 0),
                "",
                Figures.number(funnel.path("salesFound"), 0),
                ""));
        for (var dropped : funnel.path("dropped")) {
            var rule = dropped.path("rule").asText();
            table.add(List.of(
                    rule,
                    Figures.number(dropped.path("lines"), 0),
                    rule.equals(OTHER_DEPARTMENT)
                            ? ""
                            : percent(dropped.path("lines").asLong(), lines),
                    Figures.number(dropped.path("sales"), 0),
                    percent(dropped.path("sales").asLong(), sales)));
        }
        table.add(List.of(
                "kept",
                "",
                "",
                Figures.number(funnel.path("salesKept"), 0),
                percent(funnel.path("salesKept").asLong(), sales)));
        return table.toString();
    }

    private static String percent(long part, long whole) {
        return whole == 0 || part == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String drift(JsonNode drift) {
        var table = new TextTable(List.of("COLUMN", "PSI"), Set.of(1));
        drift.path("populationStability")
                .fields()
                .forEachRemaining(shift -> table.add(List.of(
                        shift.getKey(),
                        String.format(Locale.ROOT, "%.3f", shift.getValue().asDouble()))));
        var lines = new ArrayList<String>();
        lines.add("Against " + drift.path("previousVersion").asText() + ":");
        lines.add(table.toString());
        categories(lines, "New", drift.path("newCategories"));
        categories(lines, "Lost", drift.path("lostCategories"));
        return String.join("\n", lines);
    }

    private static void categories(List<String> lines, String kind, JsonNode categories) {
        categories
                .fields()
                .forEachRemaining(
                        column -> lines.add(kind + " values of " + column.getKey() + ": " + words(column.getValue())));
    }
}
