package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/** Models as lines under each other; what the answer does not have is left blank. */
final class ModelsTable {

    private static final List<String> HEADINGS = List.of("VERSION", "TRAINED", "STATE", "MdAPE", "PE10", "WHY");

    private ModelsTable() {}

    static String of(JsonNode models) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEADINGS);
        models.forEach(model -> rows.add(row(model)));
        var widths = IntStream.range(0, HEADINGS.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        var text = new StringJoiner("\n");
        for (var row : rows) {
            text.add(line(row, widths));
        }
        return text.toString();
    }

    private static List<String> row(JsonNode model) {
        var measures = model.path("measures");
        return List.of(
                model.path("version").asText("") + (model.path("madeUp").asBoolean() ? " (made-up sales)" : ""),
                model.path("trainedAt").asText("").replaceAll("(:\\d\\d)(:\\d\\d)?(\\.\\d+)?Z$", "$1Z"),
                model.path("state").asText(""),
                percent(measures.path("mdape"), 2),
                percent(measures.path("pe10"), 1),
                reasons(model.path("decision")));
    }

    private static String percent(JsonNode share, int digits) {
        return share.isNumber() ? ("%." + digits + "f %%").formatted(share.asDouble() * 100) : "";
    }

    private static String reasons(JsonNode decision) {
        if (decision.isTextual()) {
            return decision.asText();
        }
        var reasons = new StringJoiner("; ");
        decision.path("reasons").forEach(reason -> reasons.add(reason.asText()));
        return reasons.toString();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
