package fr.toise.cli.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** An answer of {@code POST /api/v1/estimates} for a person; what the answer does not have is left out. */
public final class EstimateText {

    private static final int COMPARABLES = 5;

    private EstimateText() {}

    public static String of(JsonNode estimate) {
        var lines = new ArrayList<String>();
        if (estimate.path("model").path("madeUp").asBoolean()) {
            lines.add("MADE-UP SALES: this number comes of invented sales and says nothing about a real flat.");
        }
        lines.add(value(estimate));
        addRange(estimate.path("range"), lines);
        addReliability(estimate, lines);
        addAskingPrice(estimate.path("askingPrice"), lines);
        addContributions(estimate.path("contributions"), lines);
        addAddress(estimate, lines);
        addDates(estimate, lines);
        addComparables(estimate.path("comparables"), lines);
        var model = estimate.path("model");
        if (model.has("version")) {
            lines.add("Model     " + model.path("name").asText() + " "
                    + model.path("version").asText());
        }
        estimate.path("warnings").forEach(warning -> lines.add("Note      " + words(warning.asText())));
        var summary = estimate.path("summary");
        for (var language : List.of("en", "fr")) {
            if (summary.path(language).isTextual()) {
                lines.add(String.format("%-10s", language.equals("en") ? "In short" : "")
                        + summary.path(language).asText());
            }
        }
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

    private static void addReliability(JsonNode estimate, List<String> lines) {
        var fsd = estimate.path("fsd");
        if (fsd.isNumber()) {
            lines.add("Sure      %s: two of three such flats sell within %s of it (FSD)"
                    .formatted(words(estimate.path("confidence").asText("?")), Figures.percent(fsd, 1)));
        }
        var within = estimate.path("probabilities");
        if (within.path("within10").isNumber()) {
            lines.add("          within 5 %%: %s of them, within 10 %%: %s, within 20 %%: %s"
                    .formatted(
                            Figures.percent(within.path("within5"), 0),
                            Figures.percent(within.path("within10"), 0),
                            Figures.percent(within.path("within20"), 0)));
        }
        var accuracy = estimate.path("accuracy");
        if (accuracy.path("medianError").isNumber()) {
            lines.add("Measured  median error %s on %s sales that it had not seen (%s)"
                    .formatted(
                            Figures.percent(accuracy.path("medianError"), 1),
                            accuracy.path("sales").asText(),
                            accuracy.path("segment").asText().toLowerCase(Locale.ROOT)));
        }
    }

    private static void addContributions(JsonNode parts, List<String> lines) {
        if (!parts.path("start").isNumber()) {
            return;
        }
        lines.add("Made of   %12s  a typical flat of %s m² on %s"
                .formatted(
                        euros(parts.path("start")),
                        parts.path("typicalArea").asText("?"),
                        parts.path("since").asText("?")));
        addContribution(parts.path("market"), "the market since", lines);
        addContribution(parts.path("location"), "location", lines);
        addContribution(parts.path("size"), "size", lines);
        addContribution(parts.path("building"), "building", lines);
    }

    private static void addContribution(JsonNode amount, String of, List<String> lines) {
        lines.add("          %12s  %s".formatted(String.format(Locale.ROOT, "%+,.0f €", amount.asDouble()), of));
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
            lines.add("%s%s  %5s m  %6s m²  %11s%s"
                    .formatted(
                            i == 0 ? "Nearby    " : "          ",
                            sale.path("month").asText(),
                            sale.path("distance").asText("?"),
                            sale.path("livingArea").asText("?"),
                            euros(sale.path("price")),
                            sale.path("indexedPrice").isNumber()
                                    ? ", %s with the market".formatted(euros(sale.path("indexedPrice")))
                                    : ""));
        }
    }

    private static String euros(JsonNode amount) {
        return amount.isNumber() ? String.format(Locale.ROOT, "%,.0f €", amount.asDouble()) : "?";
    }
}
