package fr.toise.clean.cleaning;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import java.util.Map;
import java.util.Set;

/** Every channel in memory, so that a test can speak and listen itself, and a job that needs no Spark. */
public class InMemoryChannels implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "mp.messaging.incoming.dataset-landed.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.dataset-cleaned.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.dataset-rejected.connector", InMemoryConnector.CONNECTOR,
                "mp.messaging.outgoing.pipeline-progress.connector", InMemoryConnector.CONNECTOR,
                "toise.clean.look-every", "1h");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(FakeCleaningJob.class, RunningCleaner.class);
    }
}
