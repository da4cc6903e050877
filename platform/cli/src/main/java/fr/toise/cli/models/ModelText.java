package fr.toise.cli.models;

import static fr.toise.cli.text.Figures.minute;
import static fr.toise.cli.text.Figures.number;
import static fr.toise.cli.text.Figures.percent;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.ChecksTable;
import fr.toise.cli.text.SettingsText;
import fr.toise.cli.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One model at length. */
final class ModelText {

    private static final Set<Integer> MEASURES = Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    private ModelText() {}

    static String of(JsonNode model) {
        var text = new StringJoiner("\n\n");
        text.add(heading(model));
        text.add(measures(model));
        addTable(text, model.path("comparisons"), ModelText::comparisons);
        addTable(text, model.at("/decision/checks"), ChecksTable::of);
        addTable(text, model.path("segments"), ModelText::segments);
        addTable(text, model.path("promotions"), ModelText::promotions);
        return text.toString();
    }

    private static void addTable(StringJoiner text, JsonNode rows, Function<JsonNode, String> table) {
        if (!rows.isEmpty()) {
            text.add(table.apply(rows));
        }
    }

    private static String heading(JsonNode model) {
        var lines = new ArrayList<String>();
        lines.add(model.path("model").asText() + "/" + model.path("version").asText() + "  "
                + model.path("state").asText() + ", trained " + minute(model.path("trainedAt")) + " on "
                + model.path("dataset").asText() + "/"
                + model.path("datasetVersion").asText()
                + (model.path("madeUp").asBoolean() ? " (MADE-UP SALES)" : ""));
        var reason = model.path("reason");
        if (reason.isObject()) {
            lines.add("Trained because: " + reason.path("text").asText());
        }
        lines.add(rows(model));
        var settings = model.path("settings");
        if (settings.isObject()) {
            lines.add("Settings: " + SettingsText.of(settings) + ", "
                    + settings.path("networks").asText() + " networks"
                    + (model.path("search").isTextual()
                            ? ", the best of search " + model.path("search").asText()
                            : ""));
        }
        var reasons = model.at("/decision/reasons")
                .valueStream()
                .map(JsonNode::asText)
                .collect(Collectors.joining("; "));
        if (!reasons.isEmpty()) {
            lines.add((model.at("/decision/promoted").asBoolean() ? "Let through: " : "Refused: ") + reasons);
        }
        if (model.path("state").asText().equals("REFUSED")) {
            lines.add("Make it live all the same with: ./toise models promote "
                    + model.path("version").asText());
        }
        return String.join("\n", lines);
    }

    private static String rows(JsonNode model) {
        var served = model.path("rowsServed").asInt();
        return "Learned from " + number(model.path("rowsTrained"), 0) + " sales, measured on "
                + number(model.path("rowsHeldOut"), 0)
                + (model.path("holdOutFrom").isTextual()
                        ? " of " + model.path("holdOutFrom").asText() + " to "
                                + model.path("holdOutThrough").asText()
                        : "")
                + (served > 0 ? ", then from all " + number(model.path("rowsServed"), 0) : "");
    }

    private static String measures(JsonNode model) {
        var table = new TextTable(
                List.of(
                        "ESTIMATOR",
                        "SALES",
                        "MdAPE",
                        "MAPE",
                        "PE10",
                        "PE20",
                        "R²",
                        "RATIO",
                        "COD",
                        "PRD",
                        "PRB",
                        "COVERAGE"),
                MEASURES);
        table.add(row("this model", model.path("measures")));
        if (model.path("champion").isObject()) {
            table.add(row("the live model then", model.path("champion")));
        }
        model.path("baselines")
                .forEach(baseline ->
                        table.add(row(baseline.path("estimator").asText().replace('-', ' '), baseline)));
        return table.toString();
    }

    private static List<String> row(String name, JsonNode measures) {
        return List.of(
                name,
                number(measures.path("rows"), 0),
                percent(measures.path("mdape"), 2),
                percent(measures.path("mape"), 2),
                percent(measures.path("pe10"), 1),
                percent(measures.path("pe20"), 1),
                number(measures.path("r2"), 3),
                number(measures.path("medianRatio"), 3),
                percent(measures.path("cod"), 1),
                number(measures.path("prd"), 3),
                number(measures.path("prb"), 3),
                percent(measures.path("coverage"), 1));
    }

    private static String comparisons(JsonNode comparisons) {
        var table = new TextTable(List.of("AGAINST", "MdAPE", "95 % OF RESAMPLES", "BETTER IN"), Set.of(1, 3));
        comparisons.forEach(compared -> table.add(List.of(
                compared.path("rival").asText().replace('-', ' '),
                points(compared.path("difference")),
                points(compared.path("low")) + " to " + points(compared.path("high")),
                percent(compared.path("probabilityBetter"), 1))));
        return table.toString();
    }

    /** Of a percentage; below 0 is better. */
    private static String points(JsonNode difference) {
        return String.format(Locale.ROOT, "%+.2f", difference.asDouble() * 100);
    }

    private static String segments(JsonNode segments) {
        var table = new TextTable(
                List.of(
                        "SEGMENT",
                        "",
                        "SALES",
                        "MdAPE",
                        "PE10",
                        "COVERAGE",
                        "LIVE MODEL",
                        "MEDIAN OF THE ARRONDISSEMENT"),
                Set.of(2, 3, 4, 5, 6, 7));
        segments.forEach(segment -> {
            var own = segment.path("measures").path(0);
            table.add(List.of(
                    segment.path("dimension").asText().toLowerCase(Locale.ROOT),
                    segment.path("name").asText(),
                    number(own.path("rows"), 0),
                    percent(own.path("mdape"), 2),
                    percent(own.path("pe10"), 1),
                    percent(own.path("coverage"), 1),
                    mdapeOf("champion", segment),
                    mdapeOf("arrondissement-median", segment)));
        });
        return table.toString();
    }

    private static String mdapeOf(String estimator, JsonNode segment) {
        return segment.path("measures")
                .valueStream()
                .filter(measures -> measures.path("estimator").asText().equals(estimator))
                .findFirst()
                .map(measures -> percent(measures.path("mdape"), 2))
                .orElse("");
    }

    private static String promotions(JsonNode promotions) {
        var table = new TextTable(List.of("AT", "LIVE", "BY", "WHY"), Set.of());
        promotions.forEach(promotion -> table.add(List.of(
                minute(promotion.path("promotedAt")),
                promotion.path("version").asText()
                        + (promotion.path("cause").asText().equals("ROLLBACK") ? " (rollback)" : ""),
                promotion.path("by").asText("the gate"),
                promotion.path("reason").asText(""))));
        return table.toString();
    }
}
