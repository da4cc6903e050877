package fr.toise.train.training;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.util.Map;

/** Every channel in memory, so that a test can speak and listen itself. */
public class InMemoryChannels implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "mp.messaging.incoming.dataset-cleaned.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.model-trained.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.model-promoted.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.pipeline-progress.connector", InMemoryConnector.CONNECTOR,
                "toise.training.look-every", "1h");
    }
}
