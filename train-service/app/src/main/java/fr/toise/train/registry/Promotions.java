package fr.toise.train.registry;

import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Champion.Cause;
import fr.toise.contracts.model.PromotionHistory;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Everything that was ever live, and why: what {@code champion.json} was, each time it was changed. */
@ApplicationScoped
public class Promotions {

    private final ObjectStore store;
    private final String model;

    Promotions(Buckets buckets, TrainingConfig config) {
        this.store = buckets.model();
        this.model = config.model();
    }

    /** Oldest first. */
    public List<Champion> history() {
        return Documents.all(store, ObjectLayout.promotions(model), Champion.class);
    }

    /** Oldest first. */
    private Stream<String> keys() {
        return store.list(ObjectLayout.promotions(model)).map(S3Object::key).sorted();
    }

    /** The key says it, so that nothing has to be read for it. */
    private static String version(String key) {
        var name = key.substring(key.lastIndexOf('/') + 1);
        return name.substring(name.indexOf('-') + 1, name.length() - ".json".length());
    }

    /** Where a crash has kept it from being written down, whoever sees it next does so. */
    public void record(Champion champion) {
        store.replace(ObjectLayout.promotion(model, champion.promotedAt(), champion.version()), champion, null);
    }

    public boolean wasLive(String version) {
        return keys().map(Promotions::version).anyMatch(version::equals);
    }

    /** The versions that were live last, each once, the newest first. */
    public List<String> latest(int most) {
        return keys().sorted(Comparator.reverseOrder())
                .map(Promotions::version)
                .distinct()
                .limit(most)
                .toList();
    }

    /** What a rollback from the live version goes back to; a version that was itself rolled back from is never it. */
    public Optional<String> predecessor(Champion live) {
        var before = new PromotionHistory(history()).before(live);
        if (!before.isEmpty()) {
            return Optional.of(before.get(0).version());
        }
        // the first that was written down: what was live before it stands in it
        return live.cause() == Cause.ROLLBACK ? Optional.empty() : Optional.ofNullable(live.previousVersion());
    }
}
