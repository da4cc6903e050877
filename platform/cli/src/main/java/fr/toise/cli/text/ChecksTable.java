package fr.toise.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** What a gate asked, of a dataset version or of a model. */
public final class ChecksTable {

    private ChecksTable() {}

    public static String of(JsonNode checks) {
        var table = new TextTable(List.of("CHECK", "RESULT", "FOUND"), Set.of());
        checks.forEach(check -> table.add(List.of(
                check.path("rule").asText(),
                check.path("passed").asBoolean() ? "passed" : "FAILED",
                check.path("text").asText())));
        return table.toString();
    }
}
