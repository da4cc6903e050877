package fr.toise.clean.cleaning;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/** Everything as it is at home, the Spark job included. */
public class RealJobAndBroker implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "toise.jobs.local.libraries",
                Path.of(System.getProperty("toise.home"), "clean-service", "job", "target", "lib")
                        .toString(),
                "toise.clean.gate.minimum-sales",
                "1");
    }
}
