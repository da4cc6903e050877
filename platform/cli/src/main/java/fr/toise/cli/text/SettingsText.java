package fr.toise.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.StringJoiner;

/** How a model or a trial was trained, in one line; and what to set to train all the next ones like it. */
public final class SettingsText {

    private SettingsText() {}

    public static String of(JsonNode settings) {
        var text = new StringJoiner(", ");
        text.add(settings.path("layers").asText() + " × "
                + settings.path("width").asText());
        text.add(settings.path("heads").asText() + " heads");
        text.add("dropout " + plain(settings.path("dropout")));
        text.add("rate " + plain(settings.path("peakLearningRate")));
        text.add("decay " + plain(settings.path("weightDecay")));
        text.add(settings.path("epochs").asText() + " epochs");
        text.add("index " + settings.path("indexDays").asText() + " d");
        text.add("half-life " + settings.path("halfLifeDays").asText() + " d");
        settings.path("without").forEach(group -> text.add("without " + group.asText()));
        return text.toString();
    }

    /** As environment variables of train-service. */
    public static String asVariables(JsonNode settings) {
        var text = new StringJoiner(" \\\n  ");
        for (var key : new String[] {
            "layers",
            "width",
            "heads",
            "dropout",
            "peakLearningRate",
            "weightDecay",
            "epochs",
            "indexDays",
            "halfLifeDays"
        }) {
            text.add("TOISE_TRAINING_"
                    + key.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT) + "="
                    + plain(settings.path(key)));
        }
        var without = new StringJoiner(",", "TOISE_TRAINING_WITHOUT=", "");
        settings.path("without").forEach(group -> without.add(group.asText()));
        if (!settings.path("without").isEmpty()) {
            text.add(without.toString());
        }
        return "  " + text;
    }

    /** Without an exponent. */
    private static String plain(JsonNode number) {
        return number.isNumber() ? number.decimalValue().toPlainString() : "";
    }
}
