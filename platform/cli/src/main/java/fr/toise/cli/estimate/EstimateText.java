package fr.toise.cli.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** An answer of {@code POST /api/v1/estimates} for a person; what the answer does not have is left out. */
public final class EstimateText {

    private static final int COMPARABLES = 5;

    private EstimateText() {}

    public static String of(JsonNode estimate) {
        return of(estimate, false);
    }

    /** @param madeUp whether the model is known to have learned from invented sales; the answer may say so too */
    public static String of(JsonNode estimate, boolean madeUp) {
        var lines = new ArrayList<String>();
        if (madeUp
                || estimate.path("model").path("madeUp").asBoolean()
                || estimate.path("madeUp").asBoolean()) {
            lines.add("MADE-UP SALES: this number comes of invented sales and says nothing about a real flat.");
        }
        lines.add(value(estimate));
        addRange(estimate.path("range"), lines);
        addAskingPrice(estimate.path("askingPrice"), lines);
        addAddress(estimate, lines);
        addDates(estimate, lines);
        addComparables(estimate.path("comparables"), lines);
        var model = estimate.path("model");
        if (model.has("version")) {
            lines.add("Model     " + model.path("name").asText() + " "
                    + model.path("version").asText());
        }
        estimate.path("warnings").forEach(warning -> lines.add("Note      " + words(warning.asText())));
        return String.join("\n", lines);
    }

    /** {@code SPARSE_AREA} in words; a sentence stays as it is. */
    private static String words(String warning) {
        return warning.matches("[A-Z_]+") ? warning.toLowerCase(Locale.ROOT).replace('_', ' ') : warning;
    }

    private static String value(JsonNode estimate) {
        var perSquareMetre = estimate.path("pricePerSquareMetre");
        return "Estimate  " + euros(estimate.path("value"))
                + (perSquareMetre.isNumber() ? "  (" + euros(perSquareMetre) + "/m²)" : "");
    }

    private static void addRange(JsonNode range, List<String> lines) {
        if (range.path("low").isNumber()) {
            lines.add("Range     %s to %s, %.0f %% of flats are inside"
                    .formatted(
                            euros(range.path("low")),
                            euros(range.path("high")),
                            range.path("level").asDouble() * 100));
        }
    }

    private static void addAskingPrice(JsonNode asking, List<String> lines) {
        if (!asking.path("amount").isNumber()) {
            return;
        }
        var words = new StringJoiner(": ");
        words.add("Asked     " + euros(asking.path("amount")));
        var verdict = asking.path("verdict").asText("");
        if (!verdict.isEmpty()) {
            words.add(words(verdict));
        }
        var percentile = asking.path("percentile");
        lines.add(words
                + (percentile.isNumber()
                        ? ", above %.0f %% of what such a flat may fetch".formatted(percentile.asDouble() * 100)
                        : ""));
    }

    private static void addAddress(JsonNode estimate, List<String> lines) {
        var matched = estimate.path("matchedAddress").asText("");
        if (!matched.isEmpty() && !matched.equals("null")) {
            var confidence = estimate.path("matchConfidence");
            lines.add("Address   " + matched
                    + (confidence.isNumber() ? " (%.0f %% sure)".formatted(confidence.asDouble() * 100) : ""));
        }
    }

    private static void addDates(JsonNode estimate, List<String> lines) {
        if (estimate.path("valuationDate").isTextual()) {
            lines.add("Valued on " + estimate.path("valuationDate").asText()
                    + (estimate.path("dataThrough").isTextual()
                            ? ", from sales up to "
                                    + estimate.path("dataThrough").asText()
                            : ""));
        }
    }

    private static void addComparables(JsonNode comparables, List<String> lines) {
        for (int i = 0; i < Math.min(COMPARABLES, comparables.size()); i++) {
            var sale = comparables.get(i);
            lines.add("%s%s  %5s m  %6s m²  %s"
                    .formatted(
                            i == 0 ? "Nearby    " : "          ",
                            sale.path("month").asText(),
                            sale.path("distance").asText("?"),
                            sale.path("livingArea").asText("?"),
                            euros(sale.path("price"))));
        }
    }

    private static String euros(JsonNode amount) {
        return amount.isNumber() ? String.format(Locale.ROOT, "%,.0f €", amount.asDouble()) : "?";
    }
}
