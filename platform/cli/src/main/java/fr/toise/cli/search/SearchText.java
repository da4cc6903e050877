package fr.toise.cli.search;

import static fr.toise.cli.text.Figures.minute;
import static fr.toise.cli.text.Figures.number;
import static fr.toise.cli.text.Figures.percent;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.SettingsText;
import fr.toise.cli.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** Searches for a person. */
final class SearchText {

    private SearchText() {}

    static String list(JsonNode searches) {
        var table = new TextTable(
                List.of("SEARCH", "STATE", "ON", "TRIALS", "DONE", "MdAPE", "BEGUN", "BECAUSE"), Set.of(3, 4, 5));
        searches.forEach(search -> table.add(List.of(
                search.path("search").asText(),
                search.path("state").asText(),
                dataset(search),
                search.path("trials").asText(),
                search.path("done").asText() + " of " + search.path("total").asText(),
                percent(search.path("mdape"), 2),
                minute(search.path("createdAt")),
                search.at("/reason/text").asText(""))));
        return table.toString();
    }

    private static String dataset(JsonNode search) {
        return search.path("dataset").asText() + "/"
                + search.path("datasetVersion").asText();
    }

    /** {@code 12 of 47 trials, best MdAPE 9.90 %}. */
    static String progress(JsonNode search) {
        var lost = search.path("lost").asInt();
        return "%s of %s trials%s%s"
                .formatted(
                        search.path("done").asText(),
                        search.path("total").asText(),
                        lost > 0 ? ", " + lost + " lost" : "",
                        search.path("mdape").isNumber()
                                ? ", best MdAPE " + percent(search.path("mdape"), 2)
                                : search.path("state").asText().equals("WAITING")
                                        ? ", waiting for the present work"
                                        : "");
    }

    static String of(JsonNode search) {
        var text = new StringJoiner("\n\n");
        text.add("Search " + search.path("search").asText() + "  "
                + search.path("state").asText() + " on " + dataset(search) + ", begun "
                + minute(search.path("createdAt"))
                + "\n" + progress(search)
                + (search.path("endedAt").isTextual()
                        ? "\n" + search.path("message").asText()
                        : ""));
        text.add(trials(search.path("results")));
        if (search.path("settings").isObject()) {
            text.add("A model is trained with the best; ./toise models says whether it is live."
                    + "\nTo train all the next ones like it, start with:\n"
                    + SettingsText.asVariables(search.path("settings")));
        }
        return text.toString();
    }

    private static String trials(JsonNode trials) {
        var table = new TextTable(
                List.of("TRIAL", "RUNG", "MdAPE", "PE10", "COVERAGE", "SECONDS", "SETTINGS"), Set.of(0, 1, 2, 3, 4, 5));
        trials.forEach(trial -> table.add(List.of(
                trial.path("trial").asText(),
                trial.path("rung").asText("").replace("null", ""),
                percent(trial.at("/measures/mdape"), 2),
                percent(trial.at("/measures/pe10"), 1),
                percent(trial.at("/measures/coverage"), 1),
                trial.path("seconds").asDouble() > 0 ? number(trial.path("seconds"), 1) : "",
                SettingsText.of(trial.path("settings"))
                        + (trial.path("lost").isTextual()
                                ? String.format(
                                        Locale.ROOT,
                                        "  LOST: %s",
                                        trial.path("lost").asText())
                                : ""))));
        return table.toString();
    }
}
