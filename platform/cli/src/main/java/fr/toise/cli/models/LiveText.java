package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;

/** What is live now, after a person has changed it. */
final class LiveText {

    private LiveText() {}

    static String of(JsonNode champion) {
        var previous = champion.path("previousVersion").asText("");
        return champion.path("model").asText() + "/" + champion.path("version").asText() + " is live"
                + (previous.isEmpty() || previous.equals("null") ? "." : " in place of " + previous + ".")
                + "\n./toise status says when it is served; ./toise models rollback goes back.";
    }
}
