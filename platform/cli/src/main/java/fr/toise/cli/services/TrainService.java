package fr.toise.cli.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import java.util.function.Function;

/** train-service, asked by a command: whatever keeps it from doing so is said in a sentence. */
public final class TrainService {

    private final ServiceClient client;

    public TrainService(ServicesOption services) {
        this.client = new ServiceClient(Ports.url(services.ports().train()));
    }

    /** @return what it answered */
    public JsonNode get(String path) {
        return body(service -> service.get(path));
    }

    /** As the operator. */
    public JsonNode post(String path, OperatorOption operator, ObjectNode body) {
        return body(service -> operator.ask("train-service", password -> service.postAsOperator(path, password, body)));
    }

    private JsonNode body(Function<ServiceClient, Answer> request) {
        try {
            var answer = request.apply(client);
            if (!answer.ok()) {
                throw new CommandFailure(ProblemText.of(answer));
            }
            return answer.body();
        } catch (UnreachableException e) {
            throw e.asFailure();
        }
    }
}
