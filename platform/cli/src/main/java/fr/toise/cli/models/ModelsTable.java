package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.Figures;
import fr.toise.cli.text.TextTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Models as lines under each other; what the answer does not have is left blank. */
final class ModelsTable {

    private static final List<String> HEADINGS =
            List.of("VERSION", "TRAINED", "STATE", "MdAPE", "PE10", "COVERAGE", "WHY");

    private ModelsTable() {}

    static String of(JsonNode models) {
        var table = new TextTable(HEADINGS, Set.of());
        models.forEach(model -> table.add(row(model)));
        return table.toString();
    }

    private static List<String> row(JsonNode model) {
        var measures = model.path("measures");
        return List.of(
                model.path("version").asText("") + (model.path("madeUp").asBoolean() ? " (made-up sales)" : ""),
                Figures.minute(model.path("trainedAt")),
                model.path("state").asText(""),
                Figures.percent(measures.path("mdape"), 2),
                Figures.percent(measures.path("pe10"), 1),
                Figures.percent(measures.path("coverage"), 1),
                model.at("/decision/reasons")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(Collectors.joining("; ")));
    }
}
