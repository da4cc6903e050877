package fr.toise.train.registry;

import fr.toise.contracts.model.ModelEntry;
import fr.toise.train.ledger.LedgerConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Removes models that nobody will go back to. What is left of one says that it was decided about, so that it is not trained again. */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private final ModelRegistry registry;
    private final Promotions promotions;
    private final RetentionConfig config;
    private final LedgerConfig ledger;

    Retention(ModelRegistry registry, Promotions promotions, RetentionConfig config, LedgerConfig ledger) {
        this.registry = registry;
        this.promotions = promotions;
        this.config = config;
        this.ledger = ledger;
    }

    /** @return the versions that were removed */
    public List<String> apply() {
        registry.finishRemovals();
        var needed = needed();
        var removed = registry.list().stream()
                .skip(config.keep())
                .filter(model -> model.decision() != null)
                .map(ModelEntry::version)
                .filter(version -> !needed.contains(version))
                .filter(registry::remove)
                .toList();
        if (!removed.isEmpty()) {
            LOG.infof("Removed the models %s: only the newest %d are kept", removed, config.keep());
        }
        return removed;
    }

    private Set<String> needed() {
        var needed = new HashSet<>(promotions.latest(ledger.champions()));
        registry.champion().ifPresent(champion -> {
            needed.add(champion.version());
            Optional.ofNullable(champion.previousVersion()).ifPresent(needed::add);
            promotions.predecessor(champion).ifPresent(needed::add);
        });
        return needed;
    }
}
