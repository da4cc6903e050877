package fr.toise.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.estimate.EstimateText;
import fr.toise.cli.services.LiveModel;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import fr.toise.cli.services.Services;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The estimate that shows that a model is live.
 *
 * @param given whether there is one; else the text says why not
 */
record ExampleEstimate(boolean given, String text) {

    static ExampleEstimate of(LiveModel model, Services services) {
        var request = model.example().isObject() ? model.example() : parisFlat();
        try {
            var answer = services.estimate(request);
            return answer.ok()
                    ? new ExampleEstimate(
                            true,
                            "For example, " + words(request) + ":\n"
                                    + EstimateText.of(answer.body()).indent(2).stripTrailing())
                    : new ExampleEstimate(false, "No estimate for " + words(request) + ":\n" + ProblemText.of(answer));
        } catch (UnreachableException e) {
            return new ExampleEstimate(false, "No estimate: " + e.getMessage());
        }
    }

    private static JsonNode parisFlat() {
        var request = ServiceClient.JSON.createObjectNode();
        request.putObject("location").put("longitude", 2.3455).put("latitude", 48.8805);
        return request.put("livingArea", 43).put("rooms", 2);
    }

    private static String words(JsonNode request) {
        var words = new StringJoiner(", ");
        var location = request.path("location");
        words.add(
                request.hasNonNull("address")
                        ? request.path("address").asText()
                        : "a flat at " + location.path("latitude").asText() + " N "
                                + location.path("longitude").asText() + " E");
        words.add(new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                        .format(request.path("livingArea").asDouble())
                + " m²");
        if (request.hasNonNull("rooms")) {
            int rooms = request.path("rooms").asInt();
            words.add(rooms + (rooms == 1 ? " room" : " rooms"));
        }
        return words.toString();
    }
}
