package fr.toise.cli.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A service that {@code ./toise up} started, asked by a command: whatever keeps it from doing so is said in a sentence. */
public final class AskedService {

    private final String name;
    private final ServiceClient client;

    AskedService(String name, int port) {
        this.name = name;
        this.client = new ServiceClient(Ports.url(port));
    }

    /** @return what it answered */
    public JsonNode get(String path) {
        return body(client.get(path));
    }

    /** As the operator. */
    public JsonNode post(String path, OperatorOption operator, ObjectNode body) {
        var answer = client.postAsOperator(path, operator.password(), body);
        if (answer.status() == 401 || answer.status() == 403) {
            throw operator.refusedBy(name);
        }
        return body(answer);
    }

    private static JsonNode body(Answer answer) {
        if (!answer.ok()) {
            throw new CommandFailure(ProblemText.of(answer));
        }
        return answer.body();
    }
}
