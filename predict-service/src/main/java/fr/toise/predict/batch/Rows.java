package fr.toise.predict.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.estimate.Estimate;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import java.util.List;

/** How questions and answers stand in lines. */
interface Rows {

    /** What goes before the first answer; empty when nothing does. */
    String head() throws JsonProcessingException;

    /**
     * The question in a line, its {@code id} still in it.
     *
     * @throws JsonProcessingException when the line can't be taken apart
     * @throws ProblemException        400 when it holds something else
     */
    ObjectNode question(String line) throws JsonProcessingException;

    /** A line, with its end. */
    String answer(long line, JsonNode id, Estimate estimate) throws JsonProcessingException;

    /** A line, with its end. */
    String refusal(long line, JsonNode id, Problem problem) throws JsonProcessingException;

    static ProblemException unreadable(String what) {
        return unreadable(what, "a flat, as in the documentation");
    }

    static ProblemException unreadable(String what, String expected) {
        return ProblemException.badRequest(
                "The line can't be read: " + what, List.of(new Violation("", null, expected)));
    }
}
