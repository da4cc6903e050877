package fr.toise.cli.services;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** Problem JSON (RFC 9457) for a person. */
public final class ProblemText {

    /** What the types of the services' own problems begin with. */
    private static final String OWN = "urn:toise:problem:";

    private ProblemText() {}

    public static String of(Answer answer) {
        var problem = answer.body();
        if (answer.status() == 404 && !problem.path("type").asText("").startsWith(OWN)) {
            return "What listens there is another service, or another version of it: --port, or --url, is that of predict-service";
        }
        var text = new StringJoiner("\n");
        var title = problem.path("title").asText("");
        text.add(title.isEmpty() ? "Refused with HTTP status " + answer.status() : title);
        var detail = problem.path("detail").asText("");
        if (!detail.isEmpty() && !detail.equals(title)) {
            text.add(detail);
        }
        problem.path("violations").forEach(violation -> text.add("  " + line(violation)));
        return text.toString();
    }

    private static String line(JsonNode violation) {
        var field = violation.path("field").asText("");
        var value = violation.path("value");
        return (field.isEmpty() ? "" : field + ": ")
                + (value.isNull() || value.isMissingNode()
                        ? "nothing was given"
                        : "'" + (value.isContainerNode() ? value.toString() : value.asText()) + "' was given")
                + ", expected "
                + violation.path("expected").asText("something else");
    }
}
