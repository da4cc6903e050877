package fr.toise.predict.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.estimate.Estimate;
import fr.toise.service.problem.Problem;

/** How questions and answers stand in lines. */
interface Rows {

    /** What goes before the first answer; empty when nothing does. */
    String head() throws JsonProcessingException;

    /**
     * The question in a line, its {@code id} still in it.
     *
     * @throws JsonProcessingException when the line holds none
     */
    ObjectNode question(String line) throws JsonProcessingException;

    /** A line, with its end. */
    String answer(long line, JsonNode id, Estimate estimate) throws JsonProcessingException;

    /** A line, with its end. */
    String refusal(long line, JsonNode id, Problem problem) throws JsonProcessingException;
}
