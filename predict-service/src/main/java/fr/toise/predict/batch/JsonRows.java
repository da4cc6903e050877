package fr.toise.predict.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.estimate.Estimate;
import fr.toise.service.problem.Problem;

/** A JSON object a line. */
final class JsonRows implements Rows {

    /**
     * @param id       as sent; null when there was none
     * @param estimate null when it was refused
     * @param problem  null when it was answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Answer(long line, JsonNode id, Estimate estimate, Problem problem) {}

    private final ObjectReader reader;
    private final ObjectWriter writer;

    JsonRows(ObjectMapper mapper) {
        reader = mapper.readerFor(JsonNode.class)
                .with(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        writer = mapper.writerFor(Answer.class);
    }

    @Override
    public String head() {
        return "";
    }

    @Override
    public ObjectNode question(String line) throws JsonProcessingException {
        JsonNode question = reader.readValue(line);
        if (question instanceof ObjectNode object) {
            return object;
        }
        throw Rows.unreadable("not a JSON object");
    }

    @Override
    public String answer(long line, JsonNode id, Estimate estimate) throws JsonProcessingException {
        return writer.writeValueAsString(new Answer(line, id, estimate, null)) + "\n";
    }

    @Override
    public String refusal(long line, JsonNode id, Problem problem) throws JsonProcessingException {
        return writer.writeValueAsString(new Answer(line, id, null, problem)) + "\n";
    }
}
