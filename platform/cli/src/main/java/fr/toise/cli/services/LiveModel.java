package fr.toise.cli.services;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The model that predict-service answers with.
 *
 * @param example        an estimate request taken from the data; a missing node where there is none
 * @param refusedVersion what was to be served instead and was refused; empty where there was none
 */
public record LiveModel(
        String name, String version, boolean madeUp, String dataThrough, JsonNode example, String refusedVersion) {

    static LiveModel of(JsonNode model) {
        return new LiveModel(
                model.path("name").asText(""),
                model.path("version").asText(""),
                model.path("madeUp").asBoolean(),
                model.path("dataThrough").asText(""),
                model.path("example"),
                model.path("lastRefused").path("version").asText(""));
    }
}
