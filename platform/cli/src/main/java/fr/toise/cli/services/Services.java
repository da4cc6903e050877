package fr.toise.cli.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import fr.toise.contracts.job.ServiceStatus;
import java.time.Duration;
import java.util.Optional;

/** The four services of one {@code ./toise up}, asked how they are. Whoever does not answer is empty, not an error. */
public final class Services {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ServiceClient predict;
    private final ServiceClient ingest;
    private final ServiceClient clean;
    private final ServiceClient train;

    public Services(Ports ports) {
        predict = new ServiceClient(Ports.url(ports.predict()), PATIENCE);
        ingest = new ServiceClient(Ports.url(ports.ingest()), PATIENCE);
        clean = new ServiceClient(Ports.url(ports.clean()), PATIENCE);
        train = new ServiceClient(Ports.url(ports.train()), PATIENCE);
    }

    public Optional<ServiceStatus> ingest() {
        return status(ingest);
    }

    public Optional<ServiceStatus> clean() {
        return status(clean);
    }

    public Optional<ServiceStatus> train() {
        return status(train);
    }

    /** Whether predict-service is there at all, with or without a model. */
    public boolean predictAnswers() {
        return ask(predict, "/q/health/live").isPresent();
    }

    /** Why predict-service does not serve what it was last told to. */
    public Optional<String> refusal() {
        return ask(predict, "/q/health/ready").flatMap(answer -> answer.body().findValuesAsText("lastRefused").stream()
                .findFirst());
    }

    /** What predict-service says of its model in short, which no limit of its clients counts; empty when it is not there at all. */
    public Optional<JsonNode> readiness() {
        return ask(predict, "/q/health/ready").map(answer -> answer.body().path("checks"));
    }

    /** Empty as well while predict-service has no model. */
    public Optional<LiveModel> liveModel() {
        return ask(predict, "/api/v1/model").filter(Answer::ok).map(answer -> LiveModel.of(answer.body()));
    }

    /** The version that train-service says is to be served. */
    public Optional<String> champion() {
        return ask(train, "/api/v1/models").filter(Answer::ok).flatMap(answer -> answer.body()
                .valueStream()
                .filter(model -> model.path("state").asText("").equals("CHAMPION"))
                .map(model -> model.path("version").asText())
                .findFirst());
    }

    public Answer estimate(JsonNode request) {
        return predict.post("/api/v1/estimates", request);
    }

    private static Optional<ServiceStatus> status(ServiceClient service) {
        return ask(service, "/api/v1/status").filter(Answer::ok).flatMap(answer -> {
            try {
                return Optional.ofNullable(ServiceClient.JSON.treeToValue(answer.body(), ServiceStatus.class));
            } catch (JsonProcessingException notAStatus) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Answer> ask(ServiceClient service, String path) {
        try {
            return Optional.of(service.get(path));
        } catch (UnreachableException e) {
            return Optional.empty();
        }
    }
}
