package fr.toise.predict.bundle;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import fr.toise.contracts.event.ModelPromoted;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.Topics;
import fr.toise.valuation.sales.Sale;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Stands in for train-service: publishes, promotes, and says so. */
@ApplicationScoped
public class Releases {

    private final ModelBucket bucket;
    private final Topics topics;

    Releases(Buckets buckets, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        bucket = new ModelBucket(buckets.model());
        topics = new Topics(bootstrapServers);
    }

    public ModelBucket bucket() {
        return bucket;
    }

    /** Returns when the version is live; publishes it unless it was before. */
    public void goLive(String version) {
        goLive(version, Neighbourhood.sales());
    }

    /** The same of a model of these sales. */
    public void goLive(String version, List<Sale> sales) {
        if (bucket.store().manifest(ModelBucket.prefix(version)).isEmpty()) {
            bucket.publish(version, sales);
        }
        announce(bucket.promote(version));
        awaitLive(version);
    }

    public void awaitLive(String version) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> version.equals(liveVersion()));
    }

    /** Null when none is live. */
    public static String liveVersion() {
        return given().get("/api/v1/model").jsonPath().getString("version");
    }

    public void announce(ModelPromoted event) {
        topics.say(event);
    }

    public void announceRubbish(byte[] bytes) {
        topics.sayRubbish("model-promoted", bytes);
    }

    public Topics topics() {
        return topics;
    }

    @PreDestroy
    void close() {
        topics.close();
    }
}
